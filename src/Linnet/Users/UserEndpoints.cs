using Linnet.Common;
using Linnet.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Users;

internal static class UserEndpoints
{
    public static void Map(RouteGroupBuilder users)
    {
        users.MapGet("/", List).WithName("listUsers");
        users.MapGet("/{username}", Get).WithName("getUser").Refuses(UserFaults.NotFound);
        users.MapGet("/{username}/followers", ListFollowers).WithName("listFollowers").Refuses(UserFaults.NotFound);
        users.MapGet("/{username}/following", ListFollowing).WithName("listFollowing").Refuses(UserFaults.NotFound);
        users.MapPost("/{username}/follow", Follow).WithName("followUser")
            .Refuses(UserFaults.NotFound, UserFaults.CannotFollowSelf, UserFaults.AlreadyFollowing);
        users.MapDelete("/{username}/follow", Unfollow).WithName("unfollowUser").Refuses(UserFaults.NotFound, UserFaults.NotFollowing);
    }

    /// <summary>List everyone</summary>
    /// <remarks>People by ascending id.</remarks>
    internal static async Task<Ok<List<User>>> List(
        Query<ListQuery> query, UserStore users, HttpContext http, CancellationToken cancellation) =>
        Page(await users.ListAsync(query.Value.ToSlice(), cancellation), http);

    /// <summary>Get a person's profile</summary>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<Ok<User>, FaultResult>> Get(string username, UserStore users, CancellationToken cancellation) =>
        await users.FindAsync(username, cancellation) is { } user ? TypedResults.Ok(user) : UserFaults.NotFound.ToResult();

    /// <summary>List who follows a person</summary>
    /// <remarks>People by ascending id.</remarks>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<Ok<List<User>>, FaultResult>> ListFollowers(
        string username, Query<ListQuery> query, UserStore users, HttpContext http, CancellationToken cancellation) =>
        Page(await users.ListFollowersAsync(username, query.Value.ToSlice(), cancellation), http);

    /// <summary>List whom a person follows</summary>
    /// <remarks>People by ascending id.</remarks>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<Ok<List<User>>, FaultResult>> ListFollowing(
        string username, Query<ListQuery> query, UserStore users, HttpContext http, CancellationToken cancellation) =>
        Page(await users.ListFollowingAsync(username, query.Value.ToSlice(), cancellation), http);

    /// <summary>Follow a person</summary>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<Ok<FollowResponse>, FaultResult>> Follow(
        string username, Caller caller, FollowService follows, CancellationToken cancellation) =>
        (await follows.FollowAsync(caller.AccountId, username, cancellation)).Succeeded(out var name, out var fault)
            ? TypedResults.Ok(new FollowResponse($"Successfully followed @{name}", IsFollowing: true))
            : fault.ToResult();

    /// <summary>Stop following a person</summary>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<Ok<FollowResponse>, FaultResult>> Unfollow(
        string username, Caller caller, FollowService follows, CancellationToken cancellation) =>
        (await follows.UnfollowAsync(caller.AccountId, username, cancellation)).Succeeded(out var name, out var fault)
            ? TypedResults.Ok(new FollowResponse($"Successfully unfollowed @{name}", IsFollowing: false))
            : fault.ToResult();

    private static Results<Ok<List<User>>, FaultResult> Page(Result<List<User>> found, HttpContext http) =>
        found.Succeeded(out var users, out var fault) ? Page(users, http) : fault.ToResult();

    private static Ok<List<User>> Page(List<User> users, HttpContext http)
    {
        LinkHeader.WriteOldestFirst(http, users, user => user.Id);
        return TypedResults.Ok(users);
    }
}
