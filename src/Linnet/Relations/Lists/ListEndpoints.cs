using Linnet.Http;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.Rendering;
using Linnet.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Relations.Lists;

/// <summary>The caller's lists and their members.</summary>
internal static class ListEndpoints
{
    public static void Map(RouteGroupBuilder root)
    {
        root.MapGet("/lists", List).WithName("listLists");
        root.MapPost("/lists", Create).WithName("createList").ProducesErrors(ListErrors.TooMany);
        root.MapGet("/lists/{list_id}", Get).WithName("getList").ProducesErrors(ListErrors.NotFound);
        root.MapPut("/lists/{list_id}", Replace).WithName("replaceList").ProducesErrors(ListErrors.NotFound);
        root.MapDelete("/lists/{list_id}", Delete).WithName("deleteList").ProducesErrors(ListErrors.NotFound);
        root.MapGet("/lists/{list_id}/members", ListMembers).WithName("listMembers").ProducesErrors(ListErrors.NotFound);
        root.MapPut("/lists/{list_id}/members/{username}", AddMember).WithName("addListMember")
            .ProducesErrors(ListErrors.NotFound, UserErrors.NotFound, RelationErrors.Blocked, ListErrors.TooManyMembers);
        root.MapDelete("/lists/{list_id}/members/{username}", RemoveMember).WithName("removeListMember")
            .ProducesErrors(ListErrors.NotFound, UserErrors.NotFound);
        root.MapGet("/users/{username}/lists", ListListsWith).WithName("listListsWithUser").ProducesErrors(UserErrors.NotFound);
    }

    /// <summary>List one's lists</summary>
    /// <remarks>All of them, by ascending id.</remarks>
    internal static async Task<Ok<List<MemberList>>> List(Caller caller, ListService lists, CancellationToken cancellation) =>
        TypedResults.Ok(await lists.ListAsync(caller.AccountId, cancellation));

    /// <summary>Add a list</summary>
    /// <remarks>An account has at most 50 lists.</remarks>
    internal static async Task<Results<Created<MemberList>, ErrorResult>> Create(
        Body<ListDraft> body, Caller caller, ListService lists, CancellationToken cancellation) =>
        (await lists.CreateAsync(caller.AccountId, body.Value, cancellation)).Succeeded(out var list, out var error)
            ? TypedResults.Created($"/lists/{list.Id}", list)
            : error.ToResult();

    /// <summary>Get a list</summary>
    /// <param name="listId">The list's id.</param>
    internal static async Task<Results<Ok<MemberList>, ErrorResult>> Get(
        PathId listId, Caller caller, ListService lists, CancellationToken cancellation) =>
        Answer(await lists.FindAsync(caller.AccountId, listId.Value, cancellation));

    /// <summary>Replace what a list is called and shows</summary>
    /// <remarks>Absent members get what they have in a new list. Its members stay.</remarks>
    /// <param name="listId">The list's id.</param>
    /// <param name="body">The whole list.</param>
    /// <param name="caller">Whose it is.</param>
    /// <param name="lists">Keeps lists.</param>
    /// <param name="cancellation">Ends the wait.</param>
    internal static async Task<Results<Ok<MemberList>, ErrorResult>> Replace(
        PathId listId, Body<ListDraft> body, Caller caller, ListService lists, CancellationToken cancellation) =>
        Answer(await lists.ReplaceAsync(caller.AccountId, listId.Value, body.Value, cancellation));

    /// <summary>Delete a list</summary>
    /// <param name="listId">The list's id.</param>
    internal static async Task<Results<NoContent, ErrorResult>> Delete(
        PathId listId, Caller caller, ListService lists, CancellationToken cancellation) =>
        (await lists.DeleteAsync(caller.AccountId, listId.Value, cancellation)).Error is { } error
            ? error.ToResult()
            : TypedResults.NoContent();

    /// <summary>List the members of a list</summary>
    /// <remarks>By ascending id.</remarks>
    /// <param name="listId">The list's id.</param>
    internal static async Task<Results<PreserializedOk<List<User>>, ErrorResult>> ListMembers(
        PathId listId,
        Query<ListQuery> query,
        Viewer viewer,
        ListService lists,
        ListMemberService members,
        HttpContext http,
        CancellationToken cancellation) =>
        (await lists.FindAsync(viewer.Id, listId.Value, cancellation)).Error is { } error
            ? error.ToResult()
            : (await members.ListAsync(listId.Value, query.Value.ToSlice(), viewer, cancellation)).Render(http);

    /// <summary>Add a user to a list</summary>
    /// <remarks>Followed or not. They do not learn of it. May be repeated. A list has at most 500 members.</remarks>
    /// <param name="listId">The list's id.</param>
    /// <param name="username">In any case.</param>
    /// <param name="caller">Whose list it is.</param>
    /// <param name="members">Keeps members.</param>
    /// <param name="cancellation">Ends the wait.</param>
    internal static async Task<Results<Ok<MemberList>, ErrorResult>> AddMember(
        PathId listId, string username, Caller caller, ListMemberService members, CancellationToken cancellation) =>
        Answer(await members.AddAsync(caller.AccountId, listId.Value, username, cancellation));

    /// <summary>Remove a user from a list</summary>
    /// <remarks>May be repeated.</remarks>
    /// <inheritdoc cref="AddMember"/>
    internal static async Task<Results<Ok<MemberList>, ErrorResult>> RemoveMember(
        PathId listId, string username, Caller caller, ListMemberService members, CancellationToken cancellation) =>
        Answer(await members.RemoveAsync(caller.AccountId, listId.Value, username, cancellation));

    /// <summary>List one's lists that have a user</summary>
    /// <remarks>Only the caller's own, by ascending id.</remarks>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<Ok<List<MemberList>>, ErrorResult>> ListListsWith(
        string username, Caller caller, UserCache users, ListMemberService members, CancellationToken cancellation) =>
        await users.FindIdAsync(username) is { } userId
            ? TypedResults.Ok(await members.ListListsWithAsync(caller.AccountId, userId, cancellation))
            : UserErrors.NotFound.ToResult();

    private static Results<Ok<MemberList>, ErrorResult> Answer(Common.Result<MemberList> outcome) =>
        outcome.Succeeded(out var list, out var error) ? TypedResults.Ok(list) : error.ToResult();
}
