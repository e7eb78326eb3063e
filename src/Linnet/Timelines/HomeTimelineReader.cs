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
        var page = await tweets.ReadAsync(ids, TweetSurface.Home, viewer, cancellation);
        RemoveRepeated(page);
        if (page.IsShortOf(slice))
            await FillAsync(page, viewer, slice, cancellation);
        return (page, total);
    }

    // A separate method: what a lambda captures is allocated where the method begins, which would be for every page.
    private ValueTask FillAsync(TweetPage page, Viewer viewer, Slice slice, CancellationToken cancellation) =>
        page.FillAsync(
            slice,
            newestFirst: true,
            async part =>
            {
                var (ids, _) = await timelines.ReadAsync(viewer.Id, part, cancellation);
                return await tweets.ReadAsync(ids, TweetSurface.Home, viewer, cancellation);
            },
            RemoveRepeated);

    private static void RemoveRepeated(List<TweetView> page)
    {
        if (!page.Exists(view => view.Tweet.Kind is TweetKind.Repost))
            return;
        var shown = new HashSet<long>();
        page.RemoveAll(view => !shown.Add(view.Tweet.Kind is TweetKind.Repost ? view.Tweet.RetweetOfId ?? view.Tweet.Id : view.Tweet.Id));
    }
}
