using Linnet.Common;

namespace Linnet.Tweets;

/// <summary>Reads a slice of a list of tweets as a viewer sees it.</summary>
internal sealed class TweetListReader(TweetLists lists, TweetCache tweets)
{
    /// <returns>The tweets, and the ids that the list had for them, which the links to other pages continue from.</returns>
    /// <inheritdoc cref="TweetLists.ListIdsAsync"/>
    public async ValueTask<TweetPage> ReadAsync(TweetList list, long of, Slice slice, long viewer, CancellationToken cancellation) =>
        await tweets.ReadAsync(await lists.ListIdsAsync(list, of, slice, viewer, cancellation), viewer, cancellation);
}
