using Linnet.Common;
using Linnet.Http;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.RateLimits;
using Linnet.Http.Rendering;
using Linnet.Relations;
using Linnet.Users;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Linnet.Messages;

internal static class ConversationEndpoints
{
    public static void Map(RouteGroupBuilder conversations)
    {
        conversations.MapGet("/", List).WithName("listConversations");
        conversations.MapGet("/requests", ListRequests).WithName("listConversationRequests");
        conversations.MapGet("/unread_count", CountUnread).WithName("countUnreadMessages");
        conversations.MapPost("/", Begin).WithName("beginConversation").LimitRate(LimitedAction.Post)
            .ProducesErrors(UserErrors.NotFound, RelationErrors.Blocked, MessageErrors.CannotMessageSelf, MessageErrors.ConversationNotFound);
        conversations.MapGet("/{conversation_id}", Get).WithName("getConversation").ProducesErrors(MessageErrors.ConversationNotFound);
        conversations.MapDelete("/{conversation_id}", Leave).WithName("leaveConversation").ProducesErrors(MessageErrors.ConversationNotFound);
        conversations.MapPost("/{conversation_id}/accept", Accept).WithName("acceptConversation").ProducesErrors(MessageErrors.ConversationNotFound);
        conversations.MapPost("/{conversation_id}/read", MarkRead).WithName("markConversationRead").ProducesErrors(MessageErrors.ConversationNotFound);
        conversations.MapPost("/{conversation_id}/members", AddMembers).WithName("addConversationMembers").ProducesErrors(
            MessageErrors.ConversationNotFound, UserErrors.NotFound, RelationErrors.Blocked, MessageErrors.NotAGroup, MessageErrors.GroupFull,
            MessageErrors.CannotMessageSelf);
    }

    /// <summary>List one's conversations</summary>
    /// <remarks>
    /// Latest activity first, without requests. The ids of <c>max_id</c>, <c>since_id</c> and <c>min_id</c> are those of the messages
    /// that last moved the conversations up: follow the <c>Link</c> header.
    /// </remarks>
    internal static Task<Ok<List<Conversation>>> List(
        Query<ListQuery> query, Viewer viewer, ConversationReader conversations, HttpContext http, CancellationToken cancellation) =>
        ListAsync(MemberState.Accepted, query.Value, viewer, conversations, http, cancellation);

    /// <summary>List the conversations that wait to be accepted</summary>
    /// <remarks>
    /// Begun by users whom the caller does not follow, or whose notifications the caller mutes. Latest activity first, paged as
    /// the other conversations are.
    /// </remarks>
    internal static Task<Ok<List<Conversation>>> ListRequests(
        Query<ListQuery> query, Viewer viewer, ConversationReader conversations, HttpContext http, CancellationToken cancellation) =>
        ListAsync(MemberState.Requested, query.Value, viewer, conversations, http, cancellation);

    /// <summary>Count one's unread messages and requests</summary>
    internal static async Task<Ok<UnreadMessages>> CountUnread(Caller caller, ConversationReader conversations, CancellationToken cancellation) =>
        TypedResults.Ok(await conversations.CountUnreadAsync(caller.AccountId, cancellation));

    /// <summary>Begin a conversation</summary>
    /// <remarks>
    /// Sends the message to one user, in the conversation of both if there is one (200), or to several in a new group (201). For a user
    /// who does not follow the caller it is a request. Sent again with the same <c>Idempotency-Key</c> within a day, it answers with the
    /// conversation of the first try.
    /// </remarks>
    internal static async Task<Results<Created<Conversation>, Ok<Conversation>, ErrorResult, ValidationErrorResult>> Begin(
        Viewer viewer,
        IdempotencyKey key,
        Body<ConversationDraft> draft,
        ConversationService service,
        ConversationReader conversations,
        IOptions<MessageOptions> options,
        CancellationToken cancellation)
    {
        var (usernames, content) = (draft.Value.Usernames, draft.Value.Content);
        if (MessageLength.FindError(content, options.Value) is { } tooLong)
            return tooLong;
        var messageKey = MessageKey.Of(key, draft.Value, MessagesJson.Wire.ConversationDraft);
        if (!(await service.BeginAsync(viewer.Id, usernames, content, messageKey, cancellation)).Succeeded(out var begun, out var error))
            return error == IdempotencyKey.WasReused ? key.Refuse() : error.ToResult();
        // The caller may have left it right after, or since the first try.
        if (await conversations.FindOutsideShareAsync(viewer, begun.Id, cancellation) is not { } conversation)
            return MessageErrors.ConversationNotFound.ToResult();
        return begun.IsNew ? TypedResults.Created($"/conversations/{begun.Id}", conversation) : TypedResults.Ok(conversation);
    }

    /// <summary>Get a conversation</summary>
    /// <param name="conversationId">The conversation's id.</param>
    internal static async Task<Results<Ok<Conversation>, ErrorResult>> Get(
        PathId conversationId, Viewer viewer, ConversationReader conversations, CancellationToken cancellation) =>
        await conversations.FindAsync(viewer, conversationId.Value, cancellation) is { } conversation
            ? TypedResults.Ok(conversation)
            : MessageErrors.ConversationNotFound.ToResult();

    /// <summary>Refuse a request, leave a group, or remove a conversation of two</summary>
    /// <remarks>A conversation of two comes back, with all its messages, when either writes again.</remarks>
    internal static async Task<Results<NoContent, ErrorResult>> Leave(
        PathId conversationId, Caller caller, ConversationService service, CancellationToken cancellation) =>
        (await service.LeaveAsync(caller.AccountId, conversationId.Value, cancellation)).Error is { } error
            ? error.ToResult()
            : TypedResults.NoContent();

    /// <summary>Accept a conversation</summary>
    /// <remarks>Moves it from the requests to the list, which sending a message does too. May be repeated.</remarks>
    internal static async Task<Results<Ok<Conversation>, ErrorResult>> Accept(
        PathId conversationId, Viewer viewer, ConversationService service, ConversationReader conversations, CancellationToken cancellation) =>
        await ShowAsync(await service.AcceptAsync(viewer.Id, conversationId.Value, cancellation), viewer, conversations, cancellation);

    /// <summary>Mark messages as read</summary>
    /// <remarks>Up to an id and all before it; without one, all. The other members do not learn of it. Never makes a message unread again.</remarks>
    internal static async Task<Results<Ok<Conversation>, ErrorResult>> MarkRead(
        PathId conversationId,
        OptionalBody<ReadPosition> position,
        Viewer viewer,
        ConversationService service,
        ConversationReader conversations,
        CancellationToken cancellation) =>
        await ShowAsync(
            await service.MarkReadAsync(viewer.Id, conversationId.Value, position.Value?.UpToId, cancellation), viewer, conversations, cancellation);

    /// <summary>Add users to a group</summary>
    /// <remarks>
    /// Any member may. Those who are in it stay; a new member sees what is sent from now on. For a user who does not follow the
    /// caller the group is a request.
    /// </remarks>
    internal static async Task<Results<Ok<Conversation>, ErrorResult>> AddMembers(
        PathId conversationId,
        Body<MemberDraft> draft,
        Viewer viewer,
        ConversationService service,
        ConversationReader conversations,
        CancellationToken cancellation) =>
        await ShowAsync(
            await service.AddMembersAsync(viewer.Id, conversationId.Value, draft.Value.Usernames, cancellation), viewer, conversations, cancellation);

    private static async Task<Ok<List<Conversation>>> ListAsync(
        MemberState state, ListQuery query, Viewer viewer, ConversationReader conversations, HttpContext http, CancellationToken cancellation)
    {
        var page = await conversations.ListAsync(viewer, state, query.ToSlice(), cancellation);
        LinkHeader.WriteNewestFirst(http, page.Activities);
        return TypedResults.Ok(page.Items);
    }

    private static async Task<Results<Ok<Conversation>, ErrorResult>> ShowAsync(
        Result<long> outcome, Viewer viewer, ConversationReader conversations, CancellationToken cancellation)
    {
        if (!outcome.Succeeded(out var id, out var error))
            return error.ToResult();
        // The caller may have left it right after.
        return await conversations.FindOutsideShareAsync(viewer, id, cancellation) is { } conversation
            ? TypedResults.Ok(conversation)
            : MessageErrors.ConversationNotFound.ToResult();
    }
}
