using Linnet.Common;
using Linnet.Relations;

namespace Linnet.Tweets;

/// <summary>Reads a slice of a list of tweets as a viewer sees it. A page that lacks tweets that the viewer does not see is filled up.</summary>
internal sealed class TweetListReader(TweetLists lists, TweetCache tweets)
{
    /// <returns>The tweets, and the ids that the list had for them, which the links to other pages continue from.</returns>
    /// <inheritdoc cref="TweetLists.ListIdsAsync"/>
    public async ValueTask<TweetPage> ReadAsync(TweetList list, long of, Slice slice, Viewer viewer, CancellationToken cancellation)
    {
        var surface = list is TweetList.Everyone or TweetList.Quotes ? TweetSurface.Feed : TweetSurface.Chosen;
        var ids = await lists.ListIdsAsync(list, of, slice, viewer, cancellation);
        var page = await tweets.ReadAsync(ids, surface, viewer, cancellation);
        var refill = new Refill(slice, newestFirst: true);
        while (refill.Continue(ids, page.Count))
        {
            ids = await lists.ListIdsAsync(list, of, refill.Next, viewer, cancellation);
            page.InsertRange(refill.Precedes ? 0 : page.Count, await tweets.ReadAsync(ids, surface, viewer, cancellation));
        }
        page.Examined = refill.Examined(page.Examined);
        return page;
    }
}
