using Linnet.Common;
using Linnet.Http;
using Linnet.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Tweets;

internal static class TweetEndpoints
{
    public static void Map(RouteGroupBuilder tweets)
    {
        tweets.MapPost("/", Post).WithName("createTweet").Refuses(TweetFaults.ReplyParentNotFound, TweetFaults.RetweetParentNotFound);
        tweets.MapGet("/{tweet_id}", Get).WithName("getTweet").Refuses(TweetFaults.NotFound);
        tweets.MapPut("/{tweet_id}", Edit).WithName("updateTweet").Refuses(TweetFaults.NotFound, TweetFaults.NotYoursToUpdate);
        tweets.MapDelete("/{tweet_id}", Delete).WithName("deleteTweet").Refuses(TweetFaults.NotFound, TweetFaults.NotYoursToDelete);
        tweets.MapGet("/{tweet_id}/replies", ListReplies).WithName("listReplies").Refuses(TweetFaults.NotFound);
        tweets.MapPost("/{tweet_id}/like", Like).WithName("likeTweet").Refuses(TweetFaults.NotFound, TweetFaults.AlreadyLiked);
        tweets.MapDelete("/{tweet_id}/like", Unlike).WithName("unlikeTweet").Refuses(TweetFaults.NotFound, TweetFaults.NotLiked);
    }

    /// <summary>Post a tweet, a reply or a retweet</summary>
    internal static async Task<Results<Created<Tweet>, FaultResult>> Post(
        Caller caller, Body<NewTweet> draft, TweetService tweets, CancellationToken cancellation) =>
        (await tweets.PostAsync(caller.AccountId, draft.Value, cancellation)).Succeeded(out var tweet, out var fault)
            ? TypedResults.Created($"/tweets/{tweet.Id}", tweet)
            : fault.ToResult();

    /// <summary>Get a tweet</summary>
    internal static async Task<Results<Ok<Tweet>, FaultResult>> Get(
        PathId tweetId, Caller caller, Database database, CancellationToken cancellation) =>
        await database.ReadAsync(db => TweetProjection.FindAsync(db, tweetId.Value, caller.AccountId), cancellation) is { } tweet
            ? TypedResults.Ok(tweet)
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
    internal static async Task<Results<Ok<List<Tweet>>, FaultResult>> ListReplies(
        PathId tweetId, Query<ListQuery> query, Caller caller, Database database, HttpContext http, CancellationToken cancellation)
    {
        var found = await database.ReadAsync<Result<List<Tweet>>>(
            async db => await TweetProjection.FindAsync(db, tweetId.Value, caller.AccountId) is null
                ? TweetFaults.NotFound
                : await TweetProjection.ListRepliesAsync(db, tweetId.Value, query.Value.ToSlice(), caller.AccountId),
            cancellation);
        if (!found.Succeeded(out var replies, out var fault))
            return fault.ToResult();
        LinkHeader.WriteNewestFirst(http, replies, tweet => tweet.Id);
        return TypedResults.Ok(replies);
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
