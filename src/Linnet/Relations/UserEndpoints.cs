using Linnet.Http;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.Rendering;
using Linnet.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Relations;

/// <summary>Reads users. Here and not in their own area, because each answer depends on how the caller stands to them.</summary>
internal static class UserEndpoints
{
    public static void Map(RouteGroupBuilder users)
    {
        users.MapGet("/", List).WithName("listUsers");
        users.MapGet("/{username}", Get).WithName("getUser").ProducesErrors(UserErrors.NotFound);
        users.MapGet("/{username}/followers", ListFollowers).WithName("listFollowers").ProducesErrors(UserErrors.NotFound);
        users.MapGet("/{username}/following", ListFollowing).WithName("listFollowing").ProducesErrors(UserErrors.NotFound);
    }

    public static void MapCompletion(RouteGroupBuilder completions) => completions.MapGet("/users", Complete).WithName("completeUsers");

    /// <summary>Find users whose names begin with a text</summary>
    /// <remarks>
    /// For an editor that completes <c>@names</c>. Those that the caller follows come first, then by name; the caller and who blocks or is blocked is
    /// not among them. Of very many, the first 2,000 are looked at.
    /// </remarks>
    internal static async Task<PreserializedOk<List<User>>> Complete(
        Query<CompletionQuery> query, Viewer viewer, UserCompletion completion, CancellationToken cancellation)
    {
        var found = await completion.FindAsync(query.Value, viewer, cancellation);
        return new PreserializedOk<List<User>>(json => json.WriteArray(found));
    }

    /// <summary>List users</summary>
    /// <remarks>People by ascending id.</remarks>
    internal static async Task<PreserializedOk<List<User>>> List(
        Query<ListQuery> query, Viewer viewer, UserListReader users, HttpContext http, CancellationToken cancellation) =>
        (await users.ReadAsync(RelationList.Everyone, of: 0, query.Value.ToSlice(), viewer, cancellation)).Render(http);

    /// <summary>Get a user's profile</summary>
    /// <remarks>Its last member says how the caller stands to them; null for the caller's own profile.</remarks>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<PreserializedOk<UserProfile>, ErrorResult>> Get(
        string username, Caller caller, UserCache users, RelationshipReader relationships, CancellationToken cancellation)
    {
        if (await users.FindAsync(username) is not { } user)
            return UserErrors.NotFound.ToResult();
        var relationship = (await relationships.ListAsync(caller.AccountId, [user.Id], cancellation)).SingleOrDefault();
        return new PreserializedOk<UserProfile>(json => user.WriteProfile(json, relationship));
    }

    /// <summary>List a user's followers</summary>
    /// <remarks>People by ascending id.</remarks>
    /// <param name="username">In any case.</param>
    internal static Task<Results<PreserializedOk<List<User>>, ErrorResult>> ListFollowers(
        string username,
        Query<ListQuery> query,
        Viewer viewer,
        UserListReader lists,
        UserCache users,
        HttpContext http,
        CancellationToken cancellation) =>
        ListAsync(RelationList.Followers, username, query.Value, viewer, lists, users, http, cancellation);

    /// <summary>List the users that a user follows</summary>
    /// <remarks>People by ascending id.</remarks>
    /// <param name="username">In any case.</param>
    internal static Task<Results<PreserializedOk<List<User>>, ErrorResult>> ListFollowing(
        string username,
        Query<ListQuery> query,
        Viewer viewer,
        UserListReader lists,
        UserCache users,
        HttpContext http,
        CancellationToken cancellation) =>
        ListAsync(RelationList.Following, username, query.Value, viewer, lists, users, http, cancellation);

    private static async Task<Results<PreserializedOk<List<User>>, ErrorResult>> ListAsync(
        RelationList list,
        string username,
        ListQuery query,
        Viewer viewer,
        UserListReader lists,
        UserCache users,
        HttpContext http,
        CancellationToken cancellation) =>
        await users.FindIdAsync(username) is { } id
            ? (await lists.ReadAsync(list, id, query.ToSlice(), viewer, cancellation)).Render(http)
            : UserErrors.NotFound.ToResult();
}
