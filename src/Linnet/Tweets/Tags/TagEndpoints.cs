using Linnet.Http;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.Rendering;
using Linnet.Relations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Tweets.Tags;

/// <summary>Hashtags: their tweets, and those that the caller follows.</summary>
internal static class TagEndpoints
{
    public static void Map(RouteGroupBuilder root)
    {
        root.MapGet("/tags/{tag}", Get).WithName("getTag").ProducesErrors(TagErrors.NotFound);
        root.MapGet("/tags/{tag}/tweets", ListTweets).WithName("listTweetsByTag").ProducesErrors(TagErrors.NotFound);
        root.MapPut("/tags/{tag}/follow", Follow).WithName("followTag").ProducesErrors(TagErrors.NotFound, TagErrors.TooManyFollowed);
        root.MapDelete("/tags/{tag}/follow", Unfollow).WithName("unfollowTag").ProducesErrors(TagErrors.NotFound);
        root.MapGet("/followed_tags", ListFollowed).WithName("listFollowedTags");
        root.MapGet("/completions/tags", Complete).WithName("completeTags");
    }

    /// <summary>Get a hashtag</summary>
    /// <remarks>One that nobody has used is there too, without uses.</remarks>
    /// <param name="tag">In any spelling, without the sign.</param>
    internal static async Task<Results<Ok<Tag>, ErrorResult>> Get(string tag, Caller caller, TagService tags, CancellationToken cancellation) =>
        Answer(await tags.FindAsync(tag, caller.AccountId, cancellation));

    /// <summary>List the tweets with a hashtag</summary>
    /// <remarks>Newest first: public tweets, and the caller's own.</remarks>
    /// <param name="tag">In any spelling, without the sign.</param>
    internal static async Task<Results<PreserializedOk<List<Tweet>>, ErrorResult>> ListTweets(
        string tag,
        Query<ListQuery> query,
        Viewer viewer,
        TagService tags,
        TweetListReader lists,
        HttpContext http,
        CancellationToken cancellation) =>
        (await tags.FindIdAsync(tag, viewer.Id, cancellation)).Succeeded(out var id, out var error)
            ? (await lists.ReadAsync(TweetList.ByTag, id, query.Value.ToSlice(), viewer, cancellation)).Render(http)
            : error.ToResult();

    /// <summary>Follow a hashtag</summary>
    /// <remarks>May be repeated. An account follows at most 1,000 hashtags.</remarks>
    /// <param name="tag">In any spelling, without the sign.</param>
    internal static async Task<Results<Ok<Tag>, ErrorResult>> Follow(string tag, Caller caller, TagService tags, CancellationToken cancellation) =>
        Answer(await tags.FollowAsync(caller.AccountId, tag, cancellation));

    /// <summary>Unfollow a hashtag</summary>
    /// <remarks>May be repeated.</remarks>
    /// <param name="tag">In any spelling, without the sign.</param>
    internal static async Task<Results<Ok<Tag>, ErrorResult>> Unfollow(string tag, Caller caller, TagService tags, CancellationToken cancellation) =>
        Answer(await tags.UnfollowAsync(caller.AccountId, tag, cancellation));

    /// <summary>Find hashtags that begin with a text</summary>
    /// <remarks>
    /// For an editor that completes <c>#tags</c>: those that a public tweet has. Those that the caller follows come first, then the one that was used
    /// last. Of very many, 500 are looked at.
    /// </remarks>
    internal static async Task<Ok<List<CompletedTag>>> Complete(
        Query<CompletionQuery> query, Caller caller, TagCompletion completion, CancellationToken cancellation) =>
        TypedResults.Ok(await completion.FindAsync(query.Value, caller.AccountId, cancellation));

    /// <summary>List the hashtags that one follows</summary>
    /// <remarks>The one followed last comes first.</remarks>
    internal static async Task<Ok<List<FollowedTag>>> ListFollowed(
        Query<ListQuery> query, Caller caller, TagService tags, HttpContext http, CancellationToken cancellation)
    {
        var followed = await tags.ListFollowedAsync(caller.AccountId, query.Value.ToSlice(), cancellation);
        LinkHeader.WriteNewestFirst(http, followed.ConvertAll(tag => tag.Id));
        return TypedResults.Ok(followed);
    }

    private static Results<Ok<Tag>, ErrorResult> Answer(Common.Result<Tag> outcome) =>
        outcome.Succeeded(out var tag, out var error) ? TypedResults.Ok(tag) : error.ToResult();
}
