using Linnet.Http;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.RateLimits;
using Linnet.Http.Rendering;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Tweets;

internal static class TweetEndpoints
{
    public static void Map(RouteGroupBuilder tweets)
    {
        tweets.MapPost("/", Post).WithName("createTweet").LimitRate(LimitedAction.Post)
            .ProducesErrors(TweetErrors.ReplyParentNotFound, TweetErrors.RetweetParentNotFound, TweetErrors.NotFound);
        tweets.MapGet("/{tweet_id}", Get).WithName("getTweet").ProducesErrors(TweetErrors.NotFound);
        tweets.MapPut("/{tweet_id}", Edit).WithName("updateTweet").ProducesErrors(TweetErrors.NotFound, TweetErrors.NotYoursToUpdate);
        tweets.MapDelete("/{tweet_id}", Delete).WithName("deleteTweet").ProducesErrors(TweetErrors.NotFound, TweetErrors.NotYoursToDelete);
        tweets.MapGet("/{tweet_id}/replies", ListReplies).WithName("listReplies").ProducesErrors(TweetErrors.NotFound);
        tweets.MapPost("/{tweet_id}/like", Like).WithName("likeTweet").ProducesErrors(TweetErrors.NotFound, TweetErrors.AlreadyLiked);
        tweets.MapDelete("/{tweet_id}/like", Unlike).WithName("unlikeTweet").ProducesErrors(TweetErrors.NotFound, TweetErrors.NotLiked);
    }

    /// <summary>Post a tweet, a reply or a retweet</summary>
    /// <remarks>
    /// Sent again with the same <c>Idempotency-Key</c> within a day, it answers with the tweet that the first try made, as it is now.
    /// </remarks>
    internal static async Task<Results<PreserializedCreated<Tweet>, ErrorResult, ValidationErrorResult>> Post(
        Caller caller,
        IdempotencyKey key,
        Body<TweetDraft> draft,
        TweetService tweets,
        IdempotentPosts posts,
        TweetCache reader,
        CancellationToken cancellation)
    {
        var outcome = key.Value is { } name
            ? await posts.PostAsync(caller.AccountId, name, draft.Value, cancellation)
            : await tweets.PostAsync(caller.AccountId, draft.Value, cancellation);
        if (!outcome.Succeeded(out var id, out var error))
            return error == TweetErrors.KeyReused ? key.Refuse() : error.ToResult();
        // The account may have gone right after it posted, and the tweet with it.
        return await reader.ReadOutsideShareAsync([id], caller.AccountId, cancellation) is [var tweet]
            ? new PreserializedCreated<Tweet>($"/tweets/{id}", tweet.Write)
            : CallerErrors.SessionEnded.ToResult();
    }

    /// <summary>Get a tweet</summary>
    /// <param name="tweetId">The tweet's id.</param>
    internal static async Task<Results<PreserializedOk<Tweet>, ErrorResult>> Get(
        PathId tweetId, Caller caller, TweetCache reader, CancellationToken cancellation) =>
        await reader.ReadAsync([tweetId.Value], caller.AccountId, cancellation) is [var tweet]
            ? new PreserializedOk<Tweet>(tweet.Write)
            : TweetErrors.NotFound.ToResult();

    /// <summary>Change what one's own tweet says</summary>
    internal static async Task<Results<Ok<Tweet>, ErrorResult>> Edit(
        PathId tweetId, Caller caller, Body<TweetEdit> edit, TweetService tweets, TweetCache reader, CancellationToken cancellation)
    {
        if ((await tweets.EditAsync(caller.AccountId, tweetId.Value, edit.Value.Content, cancellation)).Error is { } error)
            return error.ToResult();
        // The tweet may have been deleted right after.
        return await reader.ReadOutsideShareAsync([tweetId.Value], caller.AccountId, cancellation) is [var tweet]
            ? TypedResults.Ok(tweet.ToTweet())
            : TweetErrors.NotFound.ToResult();
    }

    /// <summary>Delete one's own tweet</summary>
    /// <remarks>Its likes go with it. Replies and retweets by others stay.</remarks>
    internal static async Task<Results<NoContent, ErrorResult>> Delete(
        PathId tweetId, Caller caller, TweetService tweets, CancellationToken cancellation) =>
        (await tweets.DeleteAsync(caller.AccountId, tweetId.Value, cancellation)).Error is { } error
            ? error.ToResult()
            : TypedResults.NoContent();

    /// <summary>List the replies to a tweet</summary>
    /// <remarks>Newest first.</remarks>
    /// <param name="tweetId">The tweet's id.</param>
    internal static async Task<Results<PreserializedOk<List<Tweet>>, ErrorResult>> ListReplies(
        PathId tweetId,
        Query<ListQuery> query,
        Caller caller,
        TweetListReader lists,
        TweetCache tweets,
        HttpContext http,
        CancellationToken cancellation)
    {
        if (await tweets.ReadAsync([tweetId.Value], caller.AccountId, cancellation) is [])
            return TweetErrors.NotFound.ToResult();
        return (await lists.ReadAsync(TweetList.Replies, tweetId.Value, query.Value.ToSlice(), caller.AccountId, cancellation)).Render(http);
    }

    /// <summary>Like a tweet</summary>
    internal static async Task<Results<Ok<LikeResponse>, ErrorResult>> Like(
        PathId tweetId, Caller caller, LikeService likes, CancellationToken cancellation) =>
        (await likes.LikeAsync(caller.AccountId, tweetId.Value, cancellation)).Succeeded(out var count, out var error)
            ? TypedResults.Ok(new LikeResponse("Tweet liked successfully", IsLiked: true, count))
            : error.ToResult();

    /// <summary>Take a like back</summary>
    internal static async Task<Results<Ok<LikeResponse>, ErrorResult>> Unlike(
        PathId tweetId, Caller caller, LikeService likes, CancellationToken cancellation) =>
        (await likes.UnlikeAsync(caller.AccountId, tweetId.Value, cancellation)).Succeeded(out var count, out var error)
            ? TypedResults.Ok(new LikeResponse("Tweet unliked successfully", IsLiked: false, count))
            : error.ToResult();
}
