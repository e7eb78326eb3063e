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
    internal static async Task<Rendered<List<User>>> List(
        Query<ListQuery> query, Caller caller, UserStore users, UserReader reader, HttpContext http, CancellationToken cancellation) =>
        await RenderAsync(await users.ListIdsAsync(query.Value.ToSlice(), caller.AccountId, cancellation), reader, http);

    /// <summary>Get a person's profile</summary>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<Rendered<User>, FaultResult>> Get(string username, UserReader reader) =>
        await reader.FindAsync(username) is { } user ? new Rendered<User>(user.Write) : UserFaults.NotFound.ToResult();

    /// <summary>List who follows a person</summary>
    /// <remarks>People by ascending id.</remarks>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<Rendered<List<User>>, FaultResult>> ListFollowers(
        string username, Query<ListQuery> query, Caller caller, UserStore users, UserReader reader, HttpContext http, CancellationToken cancellation) =>
        await reader.FindIdAsync(username) is { } id
            ? await RenderAsync(await users.ListFollowerIdsAsync(id, query.Value.ToSlice(), caller.AccountId, cancellation), reader, http)
            : UserFaults.NotFound.ToResult();

    /// <summary>List whom a person follows</summary>
    /// <remarks>People by ascending id.</remarks>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<Rendered<List<User>>, FaultResult>> ListFollowing(
        string username, Query<ListQuery> query, Caller caller, UserStore users, UserReader reader, HttpContext http, CancellationToken cancellation) =>
        await reader.FindIdAsync(username) is { } id
            ? await RenderAsync(await users.ListFollowingIdsAsync(id, query.Value.ToSlice(), caller.AccountId, cancellation), reader, http)
            : UserFaults.NotFound.ToResult();

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

    private static async Task<Rendered<List<User>>> RenderAsync(IReadOnlyList<long> ids, UserReader reader, HttpContext http)
    {
        // Somebody may have gone since the ids were read.
        var users = Array.FindAll(await reader.GetAllAsync(ids), user => user is not null);
        LinkHeader.WriteOldestFirst(http, users, user => user!.Id);
        return new Rendered<List<User>>(json => json.WriteArray(users!));
    }
}
