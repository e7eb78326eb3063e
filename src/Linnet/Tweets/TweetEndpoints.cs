using Linnet.Common;
using Linnet.Http;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.RateLimits;
using Linnet.Http.Rendering;
using Linnet.Relations;
using Linnet.Tweets.Edits;
using Linnet.Tweets.Scheduled;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Tweets;

internal static class TweetEndpoints
{
    /// <summary>Why a tweet cannot be posted, but for its form.</summary>
    public static readonly Error[] PostErrors =
    [
        TweetErrors.ReplyParentNotFound, TweetErrors.RetweetParentNotFound, TweetErrors.NotFound, TweetErrors.WiderThanParent,
        TweetErrors.ReplyNotAllowed, TweetErrors.QuoteNotAllowed, TweetErrors.CannotRepost, RelationErrors.Blocked,
    ];

    public static void Map(RouteGroupBuilder tweets)
    {
        tweets.MapPost("/", Post).WithName("createTweet").LimitRate(LimitedAction.Post).ProducesErrors([.. PostErrors, ScheduledErrors.TooMany]);
        tweets.MapGet("/{tweet_id}", Get).WithName("getTweet").ProducesErrors(TweetErrors.NotFound);
        tweets.MapPut("/{tweet_id}", Edit).WithName("updateTweet")
            .ProducesErrors(TweetErrors.NotFound, TweetErrors.NotYoursToUpdate, TweetErrors.CannotEditRepost, TweetErrors.TooManyVersions);
        tweets.MapDelete("/{tweet_id}", Delete).WithName("deleteTweet").ProducesErrors(TweetErrors.NotFound, TweetErrors.NotYoursToDelete);
        tweets.MapGet("/{tweet_id}/replies", ListReplies).WithName("listReplies").ProducesErrors(TweetErrors.NotFound);
        tweets.MapPost("/{tweet_id}/like", Like).WithName("likeTweet")
            .ProducesErrors(TweetErrors.NotFound, TweetErrors.AlreadyLiked, RelationErrors.Blocked);
        tweets.MapDelete("/{tweet_id}/like", Unlike).WithName("unlikeTweet").ProducesErrors(TweetErrors.NotFound, TweetErrors.NotLiked);
    }

    /// <summary>Post a tweet, a reply or a quote</summary>
    /// <remarks>
    /// The server finds mentions, hashtags and URLs in the content. A tweet mentions at most 20 users, unless the server is set otherwise
    /// (422 <c>too_many_mentions</c>); the first 10 are notified, if they may see it.
    /// With <c>scheduled_at</c> it is posted then, and the answer is the scheduled tweet (202).
    /// Sent again with the same <c>Idempotency-Key</c> within a day, it answers with the tweet that the first try made, as it is now.
    /// </remarks>
    internal static Task<Results<PreserializedCreated<Tweet>, Accepted<ScheduledTweet>, ErrorResult, ValidationErrorResult>> Post(
        Viewer viewer,
        IdempotencyKey key,
        Body<TweetDraft> draft,
        TweetService tweets,
        IdempotentPosts posts,
        ScheduledService scheduled,
        TweetCache reader,
        CancellationToken cancellation) =>
        key.Value is null && draft.Value.ScheduledAt is null
            ? PostNowAsync(viewer, key, draft.Value, tweets, reader, cancellation)
            : PostOrScheduleAsync(viewer, key, draft.Value, posts, scheduled, reader, cancellation);

    // Separate methods: what an await may need is allocated for each post, and most need the least.
    private static async Task<Results<PreserializedCreated<Tweet>, Accepted<ScheduledTweet>, ErrorResult, ValidationErrorResult>> PostNowAsync(
        Viewer viewer, IdempotencyKey key, TweetDraft draft, TweetService tweets, TweetCache reader, CancellationToken cancellation) =>
        await AnswerPostAsync(Posted.Now(await tweets.PostAsync(viewer.Id, draft, cancellation)), key, draft, viewer, reader, cancellation);

    private static async Task<Results<PreserializedCreated<Tweet>, Accepted<ScheduledTweet>, ErrorResult, ValidationErrorResult>> PostOrScheduleAsync(
        Viewer viewer,
        IdempotencyKey key,
        TweetDraft draft,
        IdempotentPosts posts,
        ScheduledService scheduled,
        TweetCache reader,
        CancellationToken cancellation)
    {
        var outcome = key.Value is { } name
            ? await posts.PostAsync(viewer.Id, name, draft, cancellation)
            : Posted.Later(await scheduled.AddAsync(viewer.Id, draft, cancellation));
        return await AnswerPostAsync(outcome, key, draft, viewer, reader, cancellation);
    }

    /// <summary>Answers with a tweet that the caller has just posted or scheduled, or with why it was not.</summary>
    internal static async ValueTask<Results<PreserializedCreated<Tweet>, Accepted<ScheduledTweet>, ErrorResult, ValidationErrorResult>> AnswerPostAsync(
        Result<Posted> outcome, IdempotencyKey key, TweetDraft? draft, Viewer viewer, TweetCache reader, CancellationToken cancellation)
    {
        if (!outcome.Succeeded(out var posted, out var error))
        {
            return error == IdempotencyKey.WasReused ? key.Refuse()
                : draft is not null && error.ToValidationResult(draft) is { } refused ? refused
                : error.ToResult();
        }
        if (posted.Scheduled is { } later)
            return TypedResults.Accepted($"/scheduled/{later.Id}", later);
        // The account may have gone right after it posted, and the tweet with it.
        return await reader.ReadOutsideShareAsync([posted.TweetId], TweetSurface.ById, viewer, cancellation) is [var tweet]
            ? new PreserializedCreated<Tweet>($"/tweets/{posted.TweetId}", tweet.Write)
            : CallerErrors.SessionEnded.ToResult();
    }

    /// <summary>Get a tweet</summary>
    /// <param name="tweetId">The tweet's id.</param>
    internal static async Task<Results<PreserializedOk<Tweet>, ErrorResult>> Get(
        PathId tweetId, Viewer viewer, TweetCache reader, CancellationToken cancellation) =>
        await reader.ReadAsync([tweetId.Value], TweetSurface.ById, viewer, cancellation) is [var tweet]
            ? new PreserializedOk<Tweet>(tweet.Write)
            : TweetErrors.NotFound.ToResult();

    /// <summary>Change what one's own tweet says</summary>
    /// <remarks>
    /// Those whom it mentions now and did not before are notified, at most 10 of a tweet; a mention that it drops takes its notification
    /// back while that is unread. A tweet has at most 100 versions. With <c>media_ids</c> it has exactly these pictures from then on.
    /// </remarks>
    internal static async Task<Results<Ok<Tweet>, ErrorResult, ValidationErrorResult>> Edit(
        PathId tweetId, Viewer viewer, Body<TweetEdit> edit, TweetEditor tweets, TweetCache reader, CancellationToken cancellation)
    {
        var outcome = await tweets.EditAsync(viewer.Id, tweetId.Value, edit.Value, cancellation);
        if (outcome.Error?.ToValidationResult(edit.Value) is { } refused)
            return refused;
        var shown = await outcome.ShowAsync(viewer, reader, cancellation);
        return shown.Result is Ok<Tweet> tweet ? tweet : (ErrorResult)shown.Result;
    }

    /// <summary>Delete one's own tweet</summary>
    /// <remarks>Its likes and reposts go with it. Replies and quotes by others stay.</remarks>
    internal static async Task<Results<NoContent, ErrorResult>> Delete(
        PathId tweetId, Caller caller, TweetRemover tweets, CancellationToken cancellation) =>
        (await tweets.DeleteAsync(caller.AccountId, tweetId.Value, cancellation)).Error is { } error
            ? error.ToResult()
            : TypedResults.NoContent();

    /// <summary>List the replies to a tweet</summary>
    /// <remarks>Newest first, without those that the author of the tweet hid.</remarks>
    /// <param name="tweetId">The tweet's id.</param>
    internal static Task<Results<PreserializedOk<List<Tweet>>, ErrorResult>> ListReplies(
        PathId tweetId,
        Query<ListQuery> query,
        Viewer viewer,
        TweetListReader lists,
        TweetCache tweets,
        HttpContext http,
        CancellationToken cancellation) =>
        ListAboutAsync(TweetList.Replies, tweetId, query.Value, viewer, lists, tweets, http, cancellation);

    /// <summary>Like a tweet</summary>
    /// <remarks>Of a repost: its original.</remarks>
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

    /// <summary>A list that belongs to a tweet, if the viewer may see that tweet.</summary>
    internal static async Task<Results<PreserializedOk<List<Tweet>>, ErrorResult>> ListAboutAsync(
        TweetList list,
        PathId tweetId,
        ListQuery query,
        Viewer viewer,
        TweetListReader lists,
        TweetCache tweets,
        HttpContext http,
        CancellationToken cancellation)
    {
        if (await tweets.ReadAsync([tweetId.Value], TweetSurface.ById, viewer, cancellation) is [])
            return TweetErrors.NotFound.ToResult();
        return (await lists.ReadAsync(list, tweetId.Value, query.ToSlice(), viewer, cancellation)).Render(http);
    }

    /// <summary>Answers with a tweet that the caller has just changed.</summary>
    internal static async Task<Results<Ok<Tweet>, ErrorResult>> ShowAsync(
        this Result<long> outcome, Viewer viewer, TweetCache reader, CancellationToken cancellation)
    {
        if (!outcome.Succeeded(out var id, out var error))
            return error.ToResult();
        // The tweet may have been deleted right after.
        return await reader.ReadOutsideShareAsync([id], TweetSurface.ById, viewer, cancellation) is [var tweet]
            ? TypedResults.Ok(tweet.ToTweet())
            : TweetErrors.NotFound.ToResult();
    }
}
