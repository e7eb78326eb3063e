using Linnet.Common;
using Linnet.Relations;
using Linnet.Tweets;

namespace Linnet.Timelines;

/// <summary>Reads a slice of a viewer's home timeline, with its tweets.</summary>
internal sealed class HomeTimelineReader(HomeTimelineCache timelines, TweetCache tweets)
{
    /// <remarks>
    /// A page shows a tweet once: if several followed accounts repost it, as the latest repost. A page that lacks tweets for that or any
    /// other reason is filled up.
    /// </remarks>
    /// <returns>The page, and how many tweets the timeline has.</returns>
    public async ValueTask<(TweetPage Page, long Total)> ReadAsync(Viewer viewer, Slice slice, CancellationToken cancellation)
    {
        var (ids, total) = await timelines.ReadAsync(viewer.Id, slice, cancellation);
        var page = await tweets.ReadAsync(ids, TweetSurface.Feed, viewer, cancellation);
        RemoveRepeated(page);
        var refill = new Refill(slice, newestFirst: true);
        while (refill.Continue(ids, page.Count))
        {
            (ids, _) = await timelines.ReadAsync(viewer.Id, refill.Next, cancellation);
            page.InsertRange(refill.Precedes ? 0 : page.Count, await tweets.ReadAsync(ids, TweetSurface.Feed, viewer, cancellation));
            RemoveRepeated(page);
        }
        page.Examined = refill.Examined(page.Examined);
        return (page, total);
    }

    private static void RemoveRepeated(TweetPage page)
    {
        if (!page.Exists(view => view.Tweet.Kind is TweetKind.Repost))
            return;
        var shown = new HashSet<long>();
        page.RemoveAll(view => !shown.Add(view.Tweet.Kind is TweetKind.Repost ? view.Tweet.RetweetOfId ?? view.Tweet.Id : view.Tweet.Id));
    }
}
