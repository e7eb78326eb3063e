using Linnet.Common;
using Linnet.Relations;
using Linnet.Tweets;

namespace Linnet.Timelines;

/// <summary>Reads a slice of the viewer's home timeline, or of the timeline of one of their lists, with its tweets.</summary>
internal sealed class HomeTimelineReader(HomeTimelineCache timelines, TweetCache tweets)
{
    /// <summary>Among how many entries a tweet is shown once, if several followed accounts repost it.</summary>
    private const int RepostDistance = 40;

    /// <remarks>
    /// An entry is left out if one of the 40 before it is a repost of the same tweet: so the latest repost is shown. It depends on
    /// the timeline alone, not on where pages begin. A page that lacks tweets for that or any other reason is filled up.
    /// </remarks>
    /// <param name="viewer">Whom it is for.</param>
    /// <param name="listId">A list of the viewer's; null for the home timeline.</param>
    /// <param name="slice">Which part.</param>
    /// <param name="isCounted">Whether the client counts pages: one that is filled up would have tweets of the next.</param>
    /// <param name="cancellation">Ends the wait for a reader.</param>
    /// <returns>The page, and how many tweets the timeline has.</returns>
    public async ValueTask<(TweetPage Page, long Total)> ReadAsync(
        Viewer viewer,
        long? listId,
        Slice slice,
        bool isCounted,
        CancellationToken cancellation)
    {
        var timeline = new TimelineKey(viewer.Id, listId);
        var (ids, total) = await timelines.ReadAsync(timeline, slice, cancellation);
        var page = await tweets.ReadAsync(ids, TweetSurface.Home, viewer, cancellation);
        if (slice is { Skip: 0, MaxId: null, MinId: null })
            RemoveRepeated(page, before: null);
        else
            await RemoveRepeatedAsync(page, timeline, viewer, cancellation);
        if (!isCounted && page.IsShortOf(slice))
            await FillAsync(page, timeline, viewer, slice, cancellation);
        return (page, total);
    }

    // A separate method: what a lambda captures is allocated where the method begins, which would be for every page.
    private ValueTask FillAsync(TweetPage page, TimelineKey timeline, Viewer viewer, Slice slice, CancellationToken cancellation) =>
        page.FillAsync(
            slice,
            newestFirst: true,
            async part =>
            {
                var (ids, _) = await timelines.ReadAsync(timeline, part, cancellation);
                var more = await tweets.ReadAsync(ids, TweetSurface.Home, viewer, cancellation);
                await RemoveRepeatedAsync(more, timeline, viewer, cancellation);
                return more;
            });

    private async ValueTask RemoveRepeatedAsync(TweetPage page, TimelineKey timeline, Viewer viewer, CancellationToken cancellation)
    {
        if (page.Count is 0)
            return;
        var before = await timelines.ReadAboveAsync(timeline, page.Examined[0], RepostDistance, cancellation);
        RemoveRepeated(page, await tweets.ReadAsync(before, TweetSurface.Home, viewer, cancellation));
    }

    /// <param name="page">A part of the timeline.</param>
    /// <param name="before">What comes right before it; null for nothing.</param>
    private static void RemoveRepeated(TweetPage page, TweetPage? before)
    {
        if (!page.Exists(IsRepost) && before?.Exists(IsRepost) is not true)
            return;
        // Where each tweet was reposted last, counted from the first entry that is looked at.
        var reposted = new Dictionary<long, int>();
        if (before is not null)
            RemoveRepeated(before, start: -before.Examined.Count, reposted);
        RemoveRepeated(page, start: 0, reposted);
    }

    /// <summary>Removes what is repeated, and notes the reposts.</summary>
    private static void RemoveRepeated(TweetPage page, int start, Dictionary<long, int> reposted)
    {
        // The tweets are in the order of what was examined, and so is the removal.
        var index = 0;
        page.RemoveAll(view =>
        {
            while (page.Examined[index] != view.Tweet.Id)
                index++;
            var place = start + index;
            var isRepost = IsRepost(view);
            var shown = isRepost ? view.Tweet.RetweetOfId!.Value : view.Tweet.Id;
            var isRepeated = reposted.TryGetValue(shown, out var last) && place - last <= RepostDistance;
            if (isRepost)
                reposted[shown] = place;
            return isRepeated;
        });
    }

    // One whose original has gone is on no page.
    private static bool IsRepost(TweetView view) => view.Tweet is { Kind: TweetKind.Repost, RetweetOfId: not null };
}
