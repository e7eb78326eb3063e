using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.Rendering;
using Linnet.Relations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Tweets.Threads;

/// <summary>The thread around a tweet.</summary>
internal static class ThreadEndpoints
{
    public static void Map(RouteGroupBuilder tweets) =>
        tweets.MapGet("/{tweet_id}/context", GetContext).WithName("getThread").ProducesErrors(TweetErrors.NotFound);

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
}
