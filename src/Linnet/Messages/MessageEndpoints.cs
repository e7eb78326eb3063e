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

/// <summary>The messages of a conversation.</summary>
internal static class MessageEndpoints
{
    public static void Map(RouteGroupBuilder conversations)
    {
        conversations.MapGet("/search", Search).WithName("searchMessages");
        conversations.MapGet("/{conversation_id}/messages", List).WithName("listMessages").ProducesErrors(MessageErrors.ConversationNotFound);
        conversations.MapPost("/{conversation_id}/messages", Send).WithName("sendMessage").LimitRate(LimitedAction.Post)
            .ProducesErrors(MessageErrors.ConversationNotFound, UserErrors.NotFound, RelationErrors.Blocked);
        conversations.MapDelete("/{conversation_id}/messages/{message_id}", Delete).WithName("deleteMessage")
            .ProducesErrors(MessageErrors.ConversationNotFound, MessageErrors.NotFound, MessageErrors.NotYoursToDelete);
    }

    /// <summary>List the messages of a conversation</summary>
    /// <remarks>Newest first.</remarks>
    /// <param name="conversationId">The conversation's id.</param>
    internal static async Task<Results<Ok<List<Message>>, ErrorResult>> List(
        PathId conversationId, Query<ListQuery> query, Viewer viewer, MessageReader messages, HttpContext http, CancellationToken cancellation)
    {
        if (await messages.ListAsync(viewer, conversationId.Value, query.Value.ToSlice(), cancellation) is not { } page)
            return MessageErrors.ConversationNotFound.ToResult();
        LinkHeader.WriteNewestFirst(http, page.ConvertAll(message => message.Id));
        return TypedResults.Ok(page);
    }

    /// <summary>Search one's messages</summary>
    /// <remarks>
    /// In all conversations of the caller, the requests among them. A request reads 5,000 messages at most: with <c>next</c> there may be
    /// more, also when it found none.
    /// </remarks>
    internal static async Task<Ok<FoundMessages>> Search(
        Query<MessageSearchQuery> query, Viewer viewer, MessageSearch messages, CancellationToken cancellation) =>
        TypedResults.Ok(await messages.FindAsync(viewer, query.Value, cancellation));

    /// <summary>Send a message</summary>
    /// <remarks>
    /// Accepts the conversation if it was a request. Sent again with the same <c>Idempotency-Key</c> within a day, it answers with the
    /// message of the first try.
    /// </remarks>
    internal static async Task<Results<Created<Message>, ErrorResult, ValidationErrorResult>> Send(
        PathId conversationId,
        Viewer viewer,
        IdempotencyKey key,
        Body<MessageDraft> draft,
        MessageService service,
        MessageReader messages,
        IOptions<MessageOptions> options,
        CancellationToken cancellation)
    {
        var (id, content) = (conversationId.Value, draft.Value.Content);
        if (MessageLength.FindError(content, options.Value) is { } tooLong)
            return tooLong;
        var messageKey = MessageKey.Of(key, draft.Value, MessagesJson.Wire.MessageDraft, id);
        if (!(await service.SendAsync(viewer.Id, id, content, messageKey, cancellation)).Succeeded(out var sent, out var error))
            return error == IdempotencyKey.WasReused ? key.Refuse() : error.ToResult();
        // It may have been deleted right after, or the caller have left.
        return await messages.FindOutsideShareAsync(viewer, id, sent, cancellation) is { } message
            ? TypedResults.Created($"/conversations/{id}/messages", message)
            : MessageErrors.ConversationNotFound.ToResult();
    }

    /// <summary>Delete one's own message for all members</summary>
    internal static async Task<Results<NoContent, ErrorResult>> Delete(
        PathId conversationId, PathId messageId, Caller caller, MessageService service, CancellationToken cancellation) =>
        (await service.DeleteAsync(caller.AccountId, conversationId.Value, messageId.Value, cancellation)).Error is { } error
            ? error.ToResult()
            : TypedResults.NoContent();
}
