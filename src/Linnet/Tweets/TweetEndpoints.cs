using Linnet.Http;
using Linnet.Http.RateLimits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Tweets;

internal static class TweetEndpoints
{
    public static void Map(RouteGroupBuilder tweets)
    {
        tweets.MapPost("/", Post).WithName("createTweet").LimitRate(RateAct.Post)
            .Refuses(TweetFaults.ReplyParentNotFound, TweetFaults.RetweetParentNotFound, TweetFaults.NotFound);
        tweets.MapGet("/{tweet_id}", Get).WithName("getTweet").Refuses(TweetFaults.NotFound);
        tweets.MapPut("/{tweet_id}", Edit).WithName("updateTweet").Refuses(TweetFaults.NotFound, TweetFaults.NotYoursToUpdate);
        tweets.MapDelete("/{tweet_id}", Delete).WithName("deleteTweet").Refuses(TweetFaults.NotFound, TweetFaults.NotYoursToDelete);
        tweets.MapGet("/{tweet_id}/replies", ListReplies).WithName("listReplies").Refuses(TweetFaults.NotFound);
        tweets.MapPost("/{tweet_id}/like", Like).WithName("likeTweet").Refuses(TweetFaults.NotFound, TweetFaults.AlreadyLiked);
        tweets.MapDelete("/{tweet_id}/like", Unlike).WithName("unlikeTweet").Refuses(TweetFaults.NotFound, TweetFaults.NotLiked);
    }

    /// <summary>Post a tweet, a reply or a retweet</summary>
    /// <remarks>
    /// Sent again with the same <c>Idempotency-Key</c> within a day, it answers with the tweet that the first try made, as it is now.
    /// </remarks>
    internal static async Task<Results<RenderedCreated<Tweet>, FaultResult, ValidationResult>> Post(
        Caller caller,
        IdempotencyKey key,
        Body<NewTweet> draft,
        TweetService tweets,
        IdempotentPosts posts,
        TweetReader reader,
        CancellationToken cancellation)
    {
        var outcome = key.Value is { } name
            ? await posts.PostAsync(caller.AccountId, name, draft.Value, cancellation)
            : await tweets.PostAsync(caller.AccountId, draft.Value, cancellation);
        if (!outcome.Succeeded(out var id, out var fault))
            return fault == TweetFaults.KeyReused ? key.Refuse() : fault.ToResult();
        // The account may have gone right after it posted, and the tweet with it.
        return await reader.ReadWrittenAsync([id], caller.AccountId, cancellation) is [var tweet]
            ? new RenderedCreated<Tweet>($"/tweets/{id}", tweet.Write)
            : CallerFaults.SessionEnded.ToResult();
    }

    /// <summary>Get a tweet</summary>
    /// <param name="tweetId">The tweet's id.</param>
    internal static async Task<Results<Rendered<Tweet>, FaultResult>> Get(
        PathId tweetId, Caller caller, TweetReader reader, CancellationToken cancellation) =>
        await reader.ReadAsync([tweetId.Value], caller.AccountId, cancellation) is [var tweet]
            ? new Rendered<Tweet>(tweet.Write)
            : TweetFaults.NotFound.ToResult();

    /// <summary>Change what one's own tweet says</summary>
    internal static async Task<Results<Ok<Tweet>, FaultResult>> Edit(
        PathId tweetId, Caller caller, Body<TweetEdit> edit, TweetService tweets, CancellationToken cancellation) =>
        (await tweets.EditAsync(caller.AccountId, tweetId.Value, edit.Value.Content, cancellation)).Succeeded(out var tweet, out var fault)
            ? TypedResults.Ok(tweet)
            : fault.ToResult();

    /// <summary>Delete one's own tweet</summary>
    /// <remarks>Its likes go with it. Replies and retweets by others stay.</remarks>
    internal static async Task<Results<NoContent, FaultResult>> Delete(
        PathId tweetId, Caller caller, TweetService tweets, CancellationToken cancellation) =>
        (await tweets.DeleteAsync(caller.AccountId, tweetId.Value, cancellation)).Fault is { } fault
            ? fault.ToResult()
            : TypedResults.NoContent();

    /// <summary>List the replies to a tweet</summary>
    /// <remarks>Newest first.</remarks>
    /// <param name="tweetId">The tweet's id.</param>
    internal static async Task<Results<Rendered<List<Tweet>>, FaultResult>> ListReplies(
        PathId tweetId,
        Query<ListQuery> query,
        Caller caller,
        TweetStore tweets,
        TweetReader reader,
        HttpContext http,
        CancellationToken cancellation)
    {
        if (await reader.ReadAsync([tweetId.Value], caller.AccountId, cancellation) is [])
            return TweetFaults.NotFound.ToResult();
        var ids = await tweets.ListReplyIdsAsync(tweetId.Value, query.Value.ToSlice(), caller.AccountId, cancellation);
        return (await reader.ReadAsync(ids, caller.AccountId, cancellation)).Render(http);
    }

    /// <summary>Like a tweet</summary>
    internal static async Task<Results<Ok<LikeResponse>, FaultResult>> Like(
        PathId tweetId, Caller caller, LikeService likes, CancellationToken cancellation) =>
        (await likes.LikeAsync(caller.AccountId, tweetId.Value, cancellation)).Succeeded(out var count, out var fault)
            ? TypedResults.Ok(new LikeResponse("Tweet liked successfully", IsLiked: true, count))
            : fault.ToResult();

    /// <summary>Take a like back</summary>
    internal static async Task<Results<Ok<LikeResponse>, FaultResult>> Unlike(
        PathId tweetId, Caller caller, LikeService likes, CancellationToken cancellation) =>
        (await likes.UnlikeAsync(caller.AccountId, tweetId.Value, cancellation)).Succeeded(out var count, out var fault)
            ? TypedResults.Ok(new LikeResponse("Tweet unliked successfully", IsLiked: false, count))
            : fault.ToResult();
}
