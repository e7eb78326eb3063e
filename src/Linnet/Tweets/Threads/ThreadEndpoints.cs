using Linnet.Common;
using Linnet.Http;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.Rendering;
using Linnet.Relations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Tweets.Threads;

/// <summary>The thread around a tweet, and muting it.</summary>
internal static class ThreadEndpoints
{
    public static void Map(RouteGroupBuilder tweets)
    {
        tweets.MapGet("/{tweet_id}/context", GetContext).WithName("getThread").ProducesErrors(TweetErrors.NotFound);
        tweets.MapPost("/{tweet_id}/mute", Mute).WithName("muteThread").ProducesErrors(TweetErrors.NotFound, ThreadErrors.TooManyMuted);
        tweets.MapDelete("/{tweet_id}/mute", Unmute).WithName("unmuteThread").ProducesErrors(TweetErrors.NotFound);
    }

    /// <summary>Get the thread around a tweet</summary>
    /// <remarks>
    /// What it answers, and what answers it. Of a repost: around the original. Where a tweet is missing that something shown
    /// answers, a tombstone stands. Of the replies, the 10,000 with the lowest ids are looked at.
    /// </remarks>
    internal static async Task<Results<PreserializedOk<ThreadContext>, ErrorResult>> GetContext(
        PathId tweetId,
        Query<ThreadQuery> query,
        Viewer viewer,
        TweetCache tweets,
        ThreadReader threads,
        CancellationToken cancellation)
    {
        if (await tweets.ReadAsync([tweetId.Value], TweetSurface.ById, viewer, cancellation) is not [var view])
            return TweetErrors.NotFound.ToResult();
        var focus = view.Embedded is { View.Tweet: { } original } && view.Tweet.Kind is TweetKind.Repost ? original : view.Tweet;
        return new PreserializedOk<ThreadContext>((await threads.ReadAsync(focus, query.Value, viewer, cancellation)).Write);
    }

    /// <summary>Mute the thread of a tweet</summary>
    /// <remarks>
    /// The whole thread, whichever tweet of it is named; of a repost, that of its original. Until it is unmuted, nothing in it notifies the
    /// caller. Nobody else learns of it. May be repeated. An account mutes at most 10,000 threads.
    /// </remarks>
    internal static async Task<Results<Ok<ThreadMuteResponse>, ErrorResult>> Mute(
        PathId tweetId, Caller caller, ThreadMuteService mutes, CancellationToken cancellation) =>
        Answer(await mutes.MuteAsync(caller.AccountId, tweetId.Value, cancellation), isThreadMuted: true);

    /// <summary>Unmute the thread of a tweet</summary>
    /// <remarks>What comes from now on notifies again; what came before does not. May be repeated.</remarks>
    internal static async Task<Results<Ok<ThreadMuteResponse>, ErrorResult>> Unmute(
        PathId tweetId, Caller caller, ThreadMuteService mutes, CancellationToken cancellation) =>
        Answer(await mutes.UnmuteAsync(caller.AccountId, tweetId.Value, cancellation), isThreadMuted: false);

    private static Results<Ok<ThreadMuteResponse>, ErrorResult> Answer(Result<long> outcome, bool isThreadMuted) =>
        outcome.Error is { } error ? error.ToResult() : TypedResults.Ok(new ThreadMuteResponse(isThreadMuted));
}
