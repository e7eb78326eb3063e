using Linnet.Http;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.Rendering;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Users;

internal static class UserEndpoints
{
    public static void Map(RouteGroupBuilder users)
    {
        users.MapGet("/", List).WithName("listUsers");
        users.MapGet("/{username}", Get).WithName("getUser").ProducesErrors(UserErrors.NotFound);
        users.MapGet("/{username}/followers", ListFollowers).WithName("listFollowers").ProducesErrors(UserErrors.NotFound);
        users.MapGet("/{username}/following", ListFollowing).WithName("listFollowing").ProducesErrors(UserErrors.NotFound);
        users.MapPost("/{username}/follow", Follow).WithName("followUser")
            .ProducesErrors(UserErrors.NotFound, UserErrors.CannotFollowSelf, UserErrors.AlreadyFollowing);
        users.MapDelete("/{username}/follow", Unfollow).WithName("unfollowUser").ProducesErrors(UserErrors.NotFound, UserErrors.NotFollowing);
    }

    /// <summary>List users</summary>
    /// <remarks>People by ascending id.</remarks>
    internal static async Task<PreserializedOk<List<User>>> List(
        Query<ListQuery> query, Caller caller, UserLists users, UserCache reader, HttpContext http, CancellationToken cancellation) =>
        await RenderAsync(await users.ListIdsAsync(query.Value.ToSlice(), caller.AccountId, cancellation), reader, http);

    /// <summary>Get a user's profile</summary>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<PreserializedOk<User>, ErrorResult>> Get(string username, UserCache reader) =>
        await reader.FindAsync(username) is { } user ? new PreserializedOk<User>(user.Write) : UserErrors.NotFound.ToResult();

    /// <summary>List a user's followers</summary>
    /// <remarks>People by ascending id.</remarks>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<PreserializedOk<List<User>>, ErrorResult>> ListFollowers(
        string username, Query<ListQuery> query, Caller caller, UserLists users, UserCache reader, HttpContext http, CancellationToken cancellation) =>
        await reader.FindIdAsync(username) is { } id
            ? await RenderAsync(await users.ListFollowerIdsAsync(id, query.Value.ToSlice(), caller.AccountId, cancellation), reader, http)
            : UserErrors.NotFound.ToResult();

    /// <summary>List the users that a user follows</summary>
    /// <remarks>People by ascending id.</remarks>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<PreserializedOk<List<User>>, ErrorResult>> ListFollowing(
        string username, Query<ListQuery> query, Caller caller, UserLists users, UserCache reader, HttpContext http, CancellationToken cancellation) =>
        await reader.FindIdAsync(username) is { } id
            ? await RenderAsync(await users.ListFollowingIdsAsync(id, query.Value.ToSlice(), caller.AccountId, cancellation), reader, http)
            : UserErrors.NotFound.ToResult();

    /// <summary>Follow a user</summary>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<Ok<FollowResponse>, ErrorResult>> Follow(
        string username, Caller caller, FollowService follows, CancellationToken cancellation) =>
        (await follows.FollowAsync(caller.AccountId, username, cancellation)).Succeeded(out var name, out var error)
            ? TypedResults.Ok(new FollowResponse($"Successfully followed @{name}", IsFollowing: true))
            : error.ToResult();

    /// <summary>Unfollow a user</summary>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<Ok<FollowResponse>, ErrorResult>> Unfollow(
        string username, Caller caller, FollowService follows, CancellationToken cancellation) =>
        (await follows.UnfollowAsync(caller.AccountId, username, cancellation)).Succeeded(out var name, out var error)
            ? TypedResults.Ok(new FollowResponse($"Successfully unfollowed @{name}", IsFollowing: false))
            : error.ToResult();

    private static async Task<PreserializedOk<List<User>>> RenderAsync(IReadOnlyList<long> ids, UserCache reader, HttpContext http)
    {
        // An account may have been deleted since the ids were read.
        var users = Array.FindAll(await reader.GetAllAsync(ids), user => user is not null);
        LinkHeader.WriteOldestFirst(http, ids);
        return new PreserializedOk<List<User>>(json => json.WriteArray(users!));
    }
}
