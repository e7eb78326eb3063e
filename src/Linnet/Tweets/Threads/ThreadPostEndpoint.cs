using Linnet.Common;
using Linnet.Http;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.RateLimits;
using Linnet.Http.Rendering;
using Linnet.Relations;
using Linnet.Tweets.Scheduled;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Tweets.Threads;

/// <summary>Posting a thread.</summary>
internal static class ThreadPostEndpoint
{
    public static void Map(RouteGroupBuilder tweets) =>
        tweets.MapPost("/thread", Post).WithName("createThread").LimitRate(LimitedAction.Post).ProducesErrors(TweetEndpoints.PostErrors);

    /// <summary>Post a thread</summary>
    /// <remarks>
    /// 2 to 25 tweets, each of which answers the one before; all of them are posted, or none. The first may itself be a reply. Each is otherwise
    /// as <c>POST /tweets/</c> takes it, and counts for the rate limits. An error has the <c>index</c> of the tweet that was rejected, from 0,
    /// or its place in <c>loc</c> (422). A thread cannot be scheduled. Sent again with the same <c>Idempotency-Key</c> within a day, it answers
    /// with the tweets that the first try made, as they are now.
    /// </remarks>
    internal static async Task<Results<PreserializedCreated<PostedThread>, ErrorResult, ValidationErrorResult>> Post(
        Viewer viewer,
        IdempotencyKey key,
        Body<ThreadDraft> thread,
        ThreadPoster poster,
        RateLimiter limiter,
        TweetCache reader,
        HttpContext http,
        CancellationToken cancellation)
    {
        if (thread.Value.FindErrors() is { Count: > 0 } errors)
            return new ValidationErrorResult(ValidationErrors.Of(errors));
        if (CountFurther(http, limiter, viewer, thread.Value) is { } limited)
            return limited.ToResult();
        var outcome = await poster.PostAsync(viewer.Id, key.Value, thread.Value, cancellation);
        return await AnswerAsync(outcome, key, thread.Value, viewer, reader, cancellation);
    }

    /// <summary>Counts the tweets of a thread but the first, which was counted with the request.</summary>
    /// <returns>The error when there were too many.</returns>
    internal static Error? CountFurther(HttpContext http, RateLimiter limiter, Viewer viewer, ThreadDraft thread) =>
        limiter.RefuseFurther(http, LimitedAction.Post, viewer.Id, thread.Tweets.Count - 1);

    /// <summary>Answers with a thread that the caller has just posted, or with why it was not.</summary>
    internal static async Task<Results<PreserializedCreated<PostedThread>, ErrorResult, ValidationErrorResult>> AnswerAsync(
        Result<Posted> outcome, IdempotencyKey key, ThreadDraft? thread, Viewer viewer, TweetCache reader, CancellationToken cancellation)
    {
        if (!outcome.Succeeded(out var posted, out var error))
        {
            return error == IdempotencyKey.WasReused ? key.Refuse()
                : error is { Code: TweetErrors.TooManyMentionsCode, Index: { } index } ? Refuse(thread!, index, error)
                : error.ToResult();
        }
        // The account may have gone right after it posted, and the tweets with it.
        return await reader.ReadOutsideShareAsync(posted.ThreadIds!, TweetSurface.ById, viewer, cancellation) is { Count: > 0 } tweets
            ? new PreserializedCreated<PostedThread>($"/tweets/{tweets[0].Tweet.Id}", json => Write(json, tweets))
            : CallerErrors.SessionEnded.ToResult();
    }

    private static ValidationErrorResult Refuse(ThreadDraft thread, int index, Error error) =>
        new(ValidationErrors.Of(ThreadDraft.ErrorAt(index, new ValueError(error.Code, error.Detail), "content", thread.Tweets[index].Content)));

    /// <summary>Writes a <see cref="PostedThread"/>.</summary>
    private static void Write(JsonBuffer json, TweetPage tweets)
    {
        json.Write("{\"tweets\":"u8);
        tweets.Write(json);
        json.Write("}"u8);
    }
}
