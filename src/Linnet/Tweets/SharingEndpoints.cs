using Linnet.Common;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.RateLimits;
using Linnet.Http.Rendering;
using Linnet.Relations;
using Linnet.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Tweets;

/// <summary>Reposts and quotes, what authors decide about them, and who liked, reposted and quoted a tweet.</summary>
internal static class SharingEndpoints
{
    public static void Map(RouteGroupBuilder tweets)
    {
        tweets.MapPut("/{tweet_id}/repost", Repost).WithName("repostTweet").LimitRate(LimitedAction.Post)
            .ProducesErrors(TweetErrors.NotFound, TweetErrors.CannotRepost, RelationErrors.Blocked);
        tweets.MapDelete("/{tweet_id}/repost", UndoRepost).WithName("undoRepost").ProducesErrors(TweetErrors.NotFound);
        tweets.MapGet("/{tweet_id}/likes", ListLikes).WithName("listLikes").ProducesErrors(TweetErrors.NotFound);
        tweets.MapGet("/{tweet_id}/reposts", ListReposts).WithName("listReposts").ProducesErrors(TweetErrors.NotFound);
        tweets.MapGet("/{tweet_id}/quotes", ListQuotes).WithName("listQuotes").ProducesErrors(TweetErrors.NotFound);
        tweets.MapGet("/{tweet_id}/hidden_replies", ListHiddenReplies).WithName("listHiddenReplies").ProducesErrors(TweetErrors.NotFound);
        tweets.MapPut("/{tweet_id}/reply_policy", SetReplyPolicy).WithName("setReplyPolicy")
            .ProducesErrors(TweetErrors.NotFound, TweetErrors.NotYoursToUpdate, TweetErrors.CannotEditRepost);
        tweets.MapPut("/{tweet_id}/quote_policy", SetQuotePolicy).WithName("setQuotePolicy")
            .ProducesErrors(TweetErrors.NotFound, TweetErrors.NotYoursToUpdate, TweetErrors.CannotEditRepost);
        tweets.MapPost("/{tweet_id}/hide", HideReply).WithName("hideReply").ProducesErrors(TweetErrors.NotFound, TweetErrors.NotYoursToHide);
        tweets.MapDelete("/{tweet_id}/hide", ShowReply).WithName("showReply").ProducesErrors(TweetErrors.NotFound, TweetErrors.NotYoursToHide);
        tweets.MapDelete("/{tweet_id}/quotes/{quote_id}", DetachQuote).WithName("detachQuote")
            .ProducesErrors(TweetErrors.NotFound, TweetErrors.NotYoursToDetach);
    }

    /// <summary>Repost a tweet</summary>
    /// <remarks>Of a repost: its original. 201 with the new repost, or 200 with the one that was there.</remarks>
    internal static async Task<Results<PreserializedCreated<Tweet>, Ok<Tweet>, ErrorResult>> Repost(
        PathId tweetId, Viewer viewer, TweetService tweets, TweetCache reader, CancellationToken cancellation)
    {
        if (!(await tweets.RepostAsync(viewer.Id, tweetId.Value, cancellation)).Succeeded(out var repost, out var error))
            return error.ToResult();
        if (await reader.ReadOutsideShareAsync([repost.Id], TweetSurface.ById, viewer, cancellation) is not [var tweet])
            return TweetErrors.NotFound.ToResult();
        return repost.IsNew ? new PreserializedCreated<Tweet>($"/tweets/{repost.Id}", tweet.Write) : TypedResults.Ok(tweet.ToTweet());
    }

    /// <summary>Undo a repost</summary>
    /// <remarks>Answers with the original. May be repeated.</remarks>
    internal static async Task<Results<Ok<Tweet>, ErrorResult>> UndoRepost(
        PathId tweetId, Viewer viewer, TweetRemover tweets, TweetCache reader, CancellationToken cancellation) =>
        await (await tweets.UndoRepostAsync(viewer.Id, tweetId.Value, cancellation)).ShowAsync(viewer, reader, cancellation);

    /// <summary>List the users who like a tweet</summary>
    /// <remarks>By ascending id.</remarks>
    internal static Task<Results<PreserializedOk<List<User>>, ErrorResult>> ListLikes(
        PathId tweetId,
        Query<ListQuery> query,
        Viewer viewer,
        SharingLists lists,
        HttpContext http,
        CancellationToken cancellation) =>
        ListUsersAsync(lists.ListLikersAsync, tweetId, query, viewer, lists, http, cancellation);

    /// <summary>List the users who reposted a tweet</summary>
    /// <remarks>By ascending id.</remarks>
    internal static Task<Results<PreserializedOk<List<User>>, ErrorResult>> ListReposts(
        PathId tweetId,
        Query<ListQuery> query,
        Viewer viewer,
        SharingLists lists,
        HttpContext http,
        CancellationToken cancellation) =>
        ListUsersAsync(lists.ListRepostersAsync, tweetId, query, viewer, lists, http, cancellation);

    /// <summary>List the quotes of a tweet</summary>
    /// <remarks>Newest first.</remarks>
    internal static Task<Results<PreserializedOk<List<Tweet>>, ErrorResult>> ListQuotes(
        PathId tweetId,
        Query<ListQuery> query,
        Viewer viewer,
        TweetListReader lists,
        TweetCache tweets,
        HttpContext http,
        CancellationToken cancellation) =>
        TweetEndpoints.ListAboutAsync(TweetList.Quotes, tweetId, query.Value, viewer, lists, tweets, http, cancellation);

    /// <summary>List the replies that the author of a tweet hid</summary>
    /// <remarks>Newest first. Hidden, not deleted: everyone may look at them here.</remarks>
    internal static Task<Results<PreserializedOk<List<Tweet>>, ErrorResult>> ListHiddenReplies(
        PathId tweetId,
        Query<ListQuery> query,
        Viewer viewer,
        TweetListReader lists,
        TweetCache tweets,
        HttpContext http,
        CancellationToken cancellation) =>
        TweetEndpoints.ListAboutAsync(TweetList.HiddenReplies, tweetId, query.Value, viewer, lists, tweets, http, cancellation);

    /// <summary>Decide who may reply to one's own tweet</summary>
    /// <remarks>Counts for new replies, also to what answers it, if it is the first tweet of its thread.</remarks>
    internal static async Task<Results<Ok<Tweet>, ErrorResult>> SetReplyPolicy(
        PathId tweetId, Body<ReplyPolicyEdit> edit, Viewer viewer, TweetSettingsService settings, TweetCache reader, CancellationToken cancellation) =>
        await (await settings.SetReplyPolicyAsync(viewer.Id, tweetId.Value, Words.ToPolicy(edit.Value.Policy), cancellation))
            .ShowAsync(viewer, reader, cancellation);

    /// <summary>Decide who may quote one's own tweet</summary>
    /// <remarks>Counts for new quotes.</remarks>
    internal static async Task<Results<Ok<Tweet>, ErrorResult>> SetQuotePolicy(
        PathId tweetId, Body<PolicyEdit> edit, Viewer viewer, TweetSettingsService settings, TweetCache reader, CancellationToken cancellation) =>
        await (await settings.SetQuotePolicyAsync(viewer.Id, tweetId.Value, Words.ToPolicy(edit.Value.Policy), cancellation))
            .ShowAsync(viewer, reader, cancellation);

    /// <summary>Hide a reply to one's own tweet</summary>
    /// <remarks>It leaves the list of replies for the list of hidden ones. Its author is not notified. May be repeated.</remarks>
    internal static async Task<Results<Ok<Tweet>, ErrorResult>> HideReply(
        PathId tweetId, Viewer viewer, TweetSettingsService settings, TweetCache reader, CancellationToken cancellation) =>
        await (await settings.HideReplyAsync(viewer.Id, tweetId.Value, hidden: true, cancellation)).ShowAsync(viewer, reader, cancellation);

    /// <summary>Show a hidden reply again</summary>
    /// <remarks>May be repeated.</remarks>
    internal static async Task<Results<Ok<Tweet>, ErrorResult>> ShowReply(
        PathId tweetId, Viewer viewer, TweetSettingsService settings, TweetCache reader, CancellationToken cancellation) =>
        await (await settings.HideReplyAsync(viewer.Id, tweetId.Value, hidden: false, cancellation)).ShowAsync(viewer, reader, cancellation);

    /// <summary>Take a quote off one's own tweet</summary>
    /// <remarks>The quote stays, without what it quoted. May be repeated.</remarks>
    internal static async Task<Results<Ok<Tweet>, ErrorResult>> DetachQuote(
        PathId tweetId, PathId quoteId, Viewer viewer, TweetSettingsService settings, TweetCache reader, CancellationToken cancellation) =>
        await (await settings.DetachAsync(viewer.Id, tweetId.Value, quoteId.Value, cancellation)).ShowAsync(viewer, reader, cancellation);

    private static async Task<Results<PreserializedOk<List<User>>, ErrorResult>> ListUsersAsync(
        Func<long, Slice, Viewer, CancellationToken, ValueTask<UserPage>> list,
        PathId tweetId,
        Query<ListQuery> query,
        Viewer viewer,
        SharingLists lists,
        HttpContext http,
        CancellationToken cancellation) =>
        await lists.FindOriginalAsync(tweetId.Value, viewer, cancellation) is { } id
            ? (await list(id, query.Value.ToSlice(), viewer, cancellation)).Render(http)
            : TweetErrors.NotFound.ToResult();
}
