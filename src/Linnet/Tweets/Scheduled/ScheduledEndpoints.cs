using Linnet.Http;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.Rendering;
using Linnet.Relations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Tweets.Scheduled;

/// <summary>The caller's scheduled tweets. They are added by <see cref="TweetEndpoints"/>.</summary>
internal static class ScheduledEndpoints
{
    public static void Map(RouteGroupBuilder scheduled)
    {
        scheduled.MapGet("", List).WithName("listScheduledTweets");
        scheduled.MapGet("/{scheduled_id}", Get).WithName("getScheduledTweet").ProducesErrors(ScheduledErrors.NotFound);
        scheduled.MapPut("/{scheduled_id}", Replace).WithName("replaceScheduledTweet").ProducesErrors(
            ScheduledErrors.NotFound, ScheduledErrors.TooMany, TweetErrors.ReplyParentNotFound, TweetErrors.RetweetParentNotFound, TweetErrors.NotFound,
            TweetErrors.WiderThanParent, TweetErrors.ReplyNotAllowed, TweetErrors.QuoteNotAllowed, TweetErrors.CannotRepost, RelationErrors.Blocked);
        scheduled.MapDelete("/{scheduled_id}", Delete).WithName("deleteScheduledTweet").ProducesErrors(ScheduledErrors.NotFound);
    }

    /// <summary>List one's scheduled tweets</summary>
    /// <remarks>
    /// Those that wait and those that failed, the one scheduled last first. The cursors are their own ids. What was posted is not in it any
    /// more, and what failed for 30 days, unless the server is set otherwise.
    /// </remarks>
    internal static async Task<Ok<List<ScheduledTweet>>> List(
        Query<ListQuery> query, Caller caller, ScheduledService scheduled, HttpContext http, CancellationToken cancellation)
    {
        var page = await scheduled.ListAsync(caller.AccountId, query.Value.ToSlice(), cancellation);
        LinkHeader.WriteNewestFirst(http, page.ConvertAll(one => one.Id));
        return TypedResults.Ok(page);
    }

    /// <summary>Get a scheduled tweet</summary>
    /// <param name="scheduledId">Its id, which is not that of a tweet.</param>
    internal static async Task<Results<Ok<ScheduledTweet>, ErrorResult>> Get(
        PathId scheduledId, Caller caller, ScheduledService scheduled, CancellationToken cancellation) =>
        (await scheduled.FindAsync(caller.AccountId, scheduledId.Value, cancellation)).Succeeded(out var found, out var error)
            ? TypedResults.Ok(found)
            : error.ToResult();

    /// <summary>Replace a scheduled tweet</summary>
    /// <remarks>
    /// All of it, until it is posted. Without <c>scheduled_at</c> its time stays. One that failed waits again, for which it needs a time
    /// that is ahead.
    /// </remarks>
    /// <param name="scheduledId">Its id, which is not that of a tweet.</param>
    /// <param name="draft">The whole tweet.</param>
    /// <param name="caller">Whose it is.</param>
    /// <param name="scheduled">Keeps scheduled tweets.</param>
    /// <param name="cancellation">Ends the wait.</param>
    internal static async Task<Results<Ok<ScheduledTweet>, ErrorResult, ValidationErrorResult>> Replace(
        PathId scheduledId, Body<TweetDraft> draft, Caller caller, ScheduledService scheduled, CancellationToken cancellation)
    {
        var outcome = await scheduled.ReplaceAsync(caller.AccountId, scheduledId.Value, draft.Value, cancellation);
        if (outcome.Succeeded(out var replaced, out var error))
            return TypedResults.Ok(replaced);
        return error.ToValidationResult(draft.Value) is { } refused ? refused : error.ToResult();
    }

    /// <summary>Delete a scheduled tweet</summary>
    /// <remarks>It is not posted then.</remarks>
    /// <param name="scheduledId">Its id, which is not that of a tweet.</param>
    internal static async Task<Results<NoContent, ErrorResult>> Delete(
        PathId scheduledId, Caller caller, ScheduledService scheduled, CancellationToken cancellation) =>
        (await scheduled.DeleteAsync(caller.AccountId, scheduledId.Value, cancellation)).Error is { } error
            ? error.ToResult()
            : TypedResults.NoContent();
}
