using Linnet.Common;
using Linnet.Http;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.Rendering;
using Linnet.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Relations;

/// <summary>What one user does about another.</summary>
internal static class RelationEndpoints
{
    public static void MapActs(RouteGroupBuilder users)
    {
        users.MapPost("/{username}/follow", Follow).WithName("followUser").ProducesErrors(
            UserErrors.NotFound, RelationErrors.CannotFollowSelf, RelationErrors.AlreadyFollowing, RelationErrors.AlreadyRequested, RelationErrors.Blocked);
        users.MapDelete("/{username}/follow", Unfollow).WithName("unfollowUser").ProducesErrors(UserErrors.NotFound, RelationErrors.NotFollowing);
        users.MapDelete("/{username}/follower", RemoveFollower).WithName("removeFollower").ProducesErrors(UserErrors.NotFound);
        users.MapPost("/{username}/reposts/hide", HideReposts).WithName("hideReposts").ProducesErrors(UserErrors.NotFound, RelationErrors.NotFollowing);
        users.MapDelete("/{username}/reposts/hide", ShowReposts).WithName("showReposts").ProducesErrors(UserErrors.NotFound, RelationErrors.NotFollowing);
        users.MapPost("/{username}/block", Block).WithName("blockUser").ProducesErrors(UserErrors.NotFound, RelationErrors.CannotBlockSelf);
        users.MapDelete("/{username}/block", Unblock).WithName("unblockUser").ProducesErrors(UserErrors.NotFound);
        users.MapPost("/{username}/mute", Mute).WithName("muteUser").ProducesErrors(UserErrors.NotFound, RelationErrors.CannotMuteSelf);
        users.MapDelete("/{username}/mute", Unmute).WithName("unmuteUser").ProducesErrors(UserErrors.NotFound);
    }

    public static void MapLists(RouteGroupBuilder root)
    {
        root.MapGet("/relationships", List).WithName("listRelationships");
        root.MapGet("/blocks", ListBlocked).WithName("listBlockedUsers");
        root.MapGet("/mutes", ListMuted).WithName("listMutedUsers");
        root.MapGet("/follow_requests", ListRequests).WithName("listFollowRequests");
        root.MapPost("/follow_requests/{user_id}/accept", Accept).WithName("acceptFollowRequest").ProducesErrors(RelationErrors.RequestNotFound);
        root.MapPost("/follow_requests/{user_id}/reject", Reject).WithName("rejectFollowRequest").ProducesErrors(RelationErrors.RequestNotFound);
    }

    /// <summary>Follow a user</summary>
    /// <remarks>A locked account has to accept first: 202, and <c>is_requested</c>.</remarks>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<Ok<FollowResponse>, Accepted<FollowResponse>, ErrorResult>> Follow(
        string username, Caller caller, FollowService follows, CancellationToken cancellation)
    {
        if (!(await follows.FollowAsync(caller.AccountId, username, cancellation)).Succeeded(out var outcome, out var error))
            return error.ToResult();
        return outcome.IsRequested
            ? TypedResults.Accepted((string?)null, new FollowResponse($"Requested to follow @{outcome.Username}", IsFollowing: false, IsRequested: true))
            : TypedResults.Ok(new FollowResponse($"Successfully followed @{outcome.Username}", IsFollowing: true, IsRequested: false));
    }

    /// <summary>Unfollow a user</summary>
    /// <remarks>Also withdraws a request to follow a locked account.</remarks>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<Ok<FollowResponse>, ErrorResult>> Unfollow(
        string username, Caller caller, FollowService follows, CancellationToken cancellation) =>
        (await follows.UnfollowAsync(caller.AccountId, username, cancellation)).Succeeded(out var name, out var error)
            ? TypedResults.Ok(new FollowResponse($"Successfully unfollowed @{name}", IsFollowing: false, IsRequested: false))
            : error.ToResult();

    /// <summary>Remove a follower</summary>
    /// <remarks>They may follow again; of a locked account they have to ask again. Also rejects their request.</remarks>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<Ok<Relationship>, ErrorResult>> RemoveFollower(
        string username, Caller caller, FollowService follows, RelationshipReader relationships, CancellationToken cancellation) =>
        await AnswerAsync(await follows.RemoveFollowerAsync(caller.AccountId, username, cancellation), caller, relationships, cancellation);

    /// <summary>Hide the reposts of a user one follows</summary>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<Ok<Relationship>, ErrorResult>> HideReposts(
        string username, Caller caller, FollowService follows, RelationshipReader relationships, CancellationToken cancellation) =>
        await AnswerAsync(await follows.HideRepostsAsync(caller.AccountId, username, hides: true, cancellation), caller, relationships, cancellation);

    /// <summary>Show the reposts of a user one follows again</summary>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<Ok<Relationship>, ErrorResult>> ShowReposts(
        string username, Caller caller, FollowService follows, RelationshipReader relationships, CancellationToken cancellation) =>
        await AnswerAsync(await follows.HideRepostsAsync(caller.AccountId, username, hides: false, cancellation), caller, relationships, cancellation);

    /// <summary>Block a user</summary>
    /// <remarks>
    /// Ends follows and requests both ways. Neither sees the other's tweets in a list, nor notifications, nor can follow, like, reply
    /// to, repost or quote the other. Likes and replies of before stay. May be repeated.
    /// </remarks>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<Ok<Relationship>, ErrorResult>> Block(
        string username, Caller caller, BlockService blocks, RelationshipReader relationships, CancellationToken cancellation) =>
        await AnswerAsync(await blocks.BlockAsync(caller.AccountId, username, cancellation), caller, relationships, cancellation);

    /// <summary>Unblock a user</summary>
    /// <remarks>Restores no follow. May be repeated.</remarks>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<Ok<Relationship>, ErrorResult>> Unblock(
        string username, Caller caller, BlockService blocks, RelationshipReader relationships, CancellationToken cancellation) =>
        await AnswerAsync(await blocks.UnblockAsync(caller.AccountId, username, cancellation), caller, relationships, cancellation);

    /// <summary>Mute a user</summary>
    /// <remarks>
    /// Keeps their tweets, and reposts, quotes and replies about them, out of the home timeline and the feed of all tweets. They do
    /// not learn of it. Muting again replaces the end.
    /// </remarks>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<Ok<Relationship>, ErrorResult>> Mute(
        string username,
        OptionalBody<MuteDraft> body,
        Caller caller,
        MuteService mutes,
        RelationshipReader relationships,
        CancellationToken cancellation)
    {
        var draft = body.Value ?? new MuteDraft();
        TimeSpan? duration = draft.DurationSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        var outcome = await mutes.MuteAsync(caller.AccountId, username, duration, draft.Notifications ?? true, cancellation);
        return await AnswerAsync(outcome, caller, relationships, cancellation);
    }

    /// <summary>Unmute a user</summary>
    /// <remarks>What they wrote in between is back too. May be repeated.</remarks>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<Ok<Relationship>, ErrorResult>> Unmute(
        string username, Caller caller, MuteService mutes, RelationshipReader relationships, CancellationToken cancellation) =>
        await AnswerAsync(await mutes.UnmuteAsync(caller.AccountId, username, cancellation), caller, relationships, cancellation);

    /// <summary>List how one stands to some users</summary>
    /// <remarks>In the order asked, without ids that nobody has and without the caller.</remarks>
    internal static async Task<Ok<List<Relationship>>> List(
        Query<RelationshipQuery> query, Caller caller, RelationshipReader relationships, CancellationToken cancellation) =>
        TypedResults.Ok(await relationships.ListAsync(caller.AccountId, IdListAttribute.Read(query.Value.Ids), cancellation));

    /// <summary>List the users that one blocks</summary>
    /// <remarks>By ascending id.</remarks>
    internal static async Task<PreserializedOk<List<User>>> ListBlocked(
        Query<ListQuery> query, Viewer viewer, UserListReader users, HttpContext http, CancellationToken cancellation) =>
        (await users.ReadAsync(RelationList.Blocked, viewer.Id, query.Value.ToSlice(), viewer, cancellation)).Render(http);

    /// <summary>List the users that one mutes</summary>
    /// <remarks>By ascending id. <c>GET /relationships</c> says until when.</remarks>
    internal static async Task<PreserializedOk<List<User>>> ListMuted(
        Query<ListQuery> query, Viewer viewer, UserListReader users, HttpContext http, CancellationToken cancellation) =>
        (await users.ReadAsync(RelationList.Muted, viewer.Id, query.Value.ToSlice(), viewer, cancellation)).Render(http);

    /// <summary>List follow requests</summary>
    /// <remarks>The users who ask, or whom the caller asks, by ascending id.</remarks>
    internal static async Task<PreserializedOk<List<User>>> ListRequests(
        Query<FollowRequestQuery> query, Viewer viewer, UserListReader users, HttpContext http, CancellationToken cancellation)
    {
        var list = query.Value.Direction is FollowRequestQuery.In ? RelationList.RequestsIn : RelationList.RequestsOut;
        return (await users.ReadAsync(list, viewer.Id, query.Value.ToSlice(), viewer, cancellation)).Render(http);
    }

    /// <summary>Accept a follow request</summary>
    /// <param name="userId">The id of the user who asks.</param>
    /// <param name="caller">The account that is asked.</param>
    /// <param name="requests">Answers requests.</param>
    /// <param name="relationships">Reads how both stand then.</param>
    /// <param name="cancellation">Ends the wait.</param>
    internal static async Task<Results<Ok<Relationship>, ErrorResult>> Accept(
        PathId userId, Caller caller, FollowRequestService requests, RelationshipReader relationships, CancellationToken cancellation) =>
        await AnswerAsync(
            await requests.AnswerAsync(caller.AccountId, userId.Value, accepts: true, cancellation), caller, relationships, cancellation);

    /// <summary>Reject a follow request</summary>
    /// <param name="userId">The id of the user who asks. They are not notified, and may ask again.</param>
    /// <param name="caller">The account that is asked.</param>
    /// <param name="requests">Answers requests.</param>
    /// <param name="relationships">Reads how both stand then.</param>
    /// <param name="cancellation">Ends the wait.</param>
    internal static async Task<Results<Ok<Relationship>, ErrorResult>> Reject(
        PathId userId, Caller caller, FollowRequestService requests, RelationshipReader relationships, CancellationToken cancellation) =>
        await AnswerAsync(
            await requests.AnswerAsync(caller.AccountId, userId.Value, accepts: false, cancellation), caller, relationships, cancellation);

    private static async Task<Results<Ok<Relationship>, ErrorResult>> AnswerAsync(
        Result<long> outcome, Caller caller, RelationshipReader relationships, CancellationToken cancellation)
    {
        if (!outcome.Succeeded(out var otherId, out var error))
            return error.ToResult();
        // The other account may have been deleted right after.
        return await relationships.FindAsync(caller.AccountId, otherId, cancellation) is { } relationship
            ? TypedResults.Ok(relationship)
            : UserErrors.NotFound.ToResult();
    }
}
