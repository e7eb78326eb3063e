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
        var surface = list switch
        {
            TweetList.ByAuthor => TweetSurface.Profile,
            TweetList.Replies or TweetList.HiddenReplies => TweetSurface.Thread,
            _ => TweetSurface.Public,
        };
        var page = await ReadPartAsync(list, of, slice, surface, viewer, cancellation);
        return page.IsShortOf(slice) ? await FillAsync(page, list, of, slice, surface, viewer, cancellation) : page;
    }

    private async ValueTask<TweetPage> ReadPartAsync(
        TweetList list, long of, Slice slice, TweetSurface surface, Viewer viewer, CancellationToken cancellation) =>
        await tweets.ReadAsync(await lists.ListIdsAsync(list, of, slice, viewer, cancellation), surface, viewer, cancellation);

    // A separate method: what a lambda captures is allocated where the method begins, which would be for every page.
    private async ValueTask<TweetPage> FillAsync(
        TweetPage page, TweetList list, long of, Slice slice, TweetSurface surface, Viewer viewer, CancellationToken cancellation)
    {
        await page.FillAsync(
            slice, newestFirst: true, async part => await ReadPartAsync(list, of, part, surface, viewer, cancellation));
        return page;
    }
}
