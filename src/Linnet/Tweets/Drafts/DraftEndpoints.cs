using Linnet.Http;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.RateLimits;
using Linnet.Http.Rendering;
using Linnet.Relations;
using Linnet.Tweets.Scheduled;
using Linnet.Tweets.Threads;
using Microsoft.AspNetCore.Http.HttpResults;

using PublishAnswer = Microsoft.AspNetCore.Http.HttpResults.Results<
    Linnet.Http.Rendering.PreserializedCreated<Linnet.Tweets.Tweet>,
    Linnet.Http.Rendering.PreserializedCreated<Linnet.Tweets.Threads.PostedThread>,
    Microsoft.AspNetCore.Http.HttpResults.Accepted<Linnet.Tweets.Scheduled.ScheduledTweet>,
    Linnet.Http.Errors.ErrorResult,
    Linnet.Http.Input.ValidationErrorResult>;

namespace Linnet.Tweets.Drafts;

/// <summary>The caller's drafts.</summary>
internal static class DraftEndpoints
{
    public static void Map(RouteGroupBuilder drafts)
    {
        drafts.MapGet("/", List).WithName("listDrafts");
        drafts.MapPost("/", Create).WithName("createDraft").ProducesErrors(DraftErrors.TooMany);
        drafts.MapGet("/{draft_id}", Get).WithName("getDraft").ProducesErrors(DraftErrors.NotFound);
        drafts.MapPut("/{draft_id}", Replace).WithName("replaceDraft").ProducesErrors(DraftErrors.NotFound);
        drafts.MapDelete("/{draft_id}", Delete).WithName("deleteDraft").ProducesErrors(DraftErrors.NotFound);
        drafts.MapPost("/{draft_id}/publish", Publish).WithName("publishDraft").LimitRate(LimitedAction.Post)
            .ProducesErrors([DraftErrors.NotFound, .. TweetEndpoints.PostErrors, ScheduledErrors.TooMany]);
    }

    /// <summary>List one's drafts</summary>
    /// <remarks>The one that was created last first.</remarks>
    internal static async Task<Ok<List<Draft>>> List(
        Query<ListQuery> query, Caller caller, DraftService drafts, HttpContext http, CancellationToken cancellation)
    {
        var page = await drafts.ListAsync(caller.AccountId, query.Value.ToSlice(), cancellation);
        LinkHeader.WriteNewestFirst(http, page.ConvertAll(draft => draft.Id));
        return TypedResults.Ok(page);
    }

    /// <summary>Save a draft</summary>
    /// <remarks>
    /// The body is the input of <c>POST /tweets/</c>, or with <c>tweets</c> that of <c>POST /tweets/thread</c>. It need not be valid: a draft may
    /// be too long, or empty. An account has at most 100 drafts.
    /// </remarks>
    internal static async Task<Results<Created<Draft>, ErrorResult>> Create(
        Body<DraftInput> input, Caller caller, DraftService drafts, CancellationToken cancellation) =>
        (await drafts.CreateAsync(caller.AccountId, input.Value.Body, cancellation)).Succeeded(out var draft, out var error)
            ? TypedResults.Created($"/drafts/{draft.Id}", draft)
            : error.ToResult();

    /// <summary>Get a draft</summary>
    /// <param name="draftId">The draft's id.</param>
    internal static async Task<Results<Ok<Draft>, ErrorResult>> Get(
        PathId draftId, Caller caller, DraftService drafts, CancellationToken cancellation) =>
        (await drafts.FindAsync(caller.AccountId, draftId.Value, cancellation)).Succeeded(out var draft, out var error)
            ? TypedResults.Ok(draft)
            : error.ToResult();

    /// <summary>Change a draft</summary>
    /// <remarks>
    /// With <c>if_version</c>, only that version: another device may have changed it since. The 409 has the draft as it is now as <c>draft</c>,
    /// beside <c>detail</c> and <c>code</c>.
    /// </remarks>
    /// <param name="draftId">The draft's id.</param>
    /// <param name="edit">What it says from now on.</param>
    /// <param name="caller">Whose it is.</param>
    /// <param name="drafts">Keeps drafts.</param>
    /// <param name="cancellation">Ends the wait.</param>
    internal static async Task<Results<Ok<Draft>, ErrorResult, DraftChangedResult>> Replace(
        PathId draftId, Body<DraftEdit> edit, Caller caller, DraftService drafts, CancellationToken cancellation) =>
        !(await drafts.ReplaceAsync(caller.AccountId, draftId.Value, edit.Value, cancellation)).Succeeded(out var outcome, out var error) ? error.ToResult()
        : outcome.IsSaved ? TypedResults.Ok(outcome.Current)
        : new DraftChangedResult(outcome.Current);

    /// <summary>Delete a draft</summary>
    /// <param name="draftId">The draft's id.</param>
    internal static async Task<Results<NoContent, ErrorResult>> Delete(
        PathId draftId, Caller caller, DraftService drafts, CancellationToken cancellation) =>
        (await drafts.DeleteAsync(caller.AccountId, draftId.Value, cancellation)).Error is { } error
            ? error.ToResult()
            : TypedResults.NoContent();

    /// <summary>Post a draft</summary>
    /// <remarks>
    /// As <c>POST /tweets/</c> would post or schedule its body; with <c>tweets</c>, as <c>POST /tweets/thread</c> would post it, and the answer is
    /// the thread. The draft is gone then; an error leaves it as it was. Sent again with the same <c>Idempotency-Key</c> within a day, it answers
    /// with what the first try made, as it is now.
    /// </remarks>
    internal static async Task<PublishAnswer> Publish(
        PathId draftId,
        Viewer viewer,
        IdempotencyKey key,
        DraftPublisher publisher,
        RateLimiter limiter,
        TweetCache reader,
        HttpContext http,
        CancellationToken cancellation)
    {
        var published = await publisher.PublishAsync(
            viewer.Id, draftId.Value, key.Value, thread => ThreadPostEndpoint.CountFurther(http, limiter, viewer, thread), cancellation);
        if (published.Errors is { } errors)
            return new ValidationErrorResult(ValidationErrors.Of(errors));
        INestedHttpResult answer = published.IsThread
            ? await ThreadPostEndpoint.AnswerAsync(published.Tweet, key, published.Thread, viewer, reader, cancellation)
            : await TweetEndpoints.AnswerPostAsync(published.Tweet, key, published.Draft, viewer, reader, cancellation);
        return answer.Result switch
        {
            PreserializedCreated<Tweet> tweet => tweet,
            PreserializedCreated<PostedThread> thread => thread,
            Accepted<ScheduledTweet> scheduled => scheduled,
            ErrorResult error => error,
            var invalid => (ValidationErrorResult)invalid,
        };
    }
}
