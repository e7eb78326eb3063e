using System.Runtime.InteropServices;

namespace Linnet.Tweets;

/// <summary>
/// Which tweets a viewer likes, as far back as is kept: the likes of the tweets with the highest ids, complete down to
/// one id. Of older tweets it does not know.
/// </summary>
internal sealed class ViewerLikes
{
    /// <summary>How many likes are loaded.</summary>
    public const int Length = 1000;

    private readonly HashSet<long> _tweetIds;
    private readonly long _completeFrom;

    /// <param name="newest">The likes of the highest tweet ids, highest first, at most <see cref="Length"/>.</param>
    public ViewerLikes(List<long> newest)
    {
        _tweetIds = [.. newest];
        _completeFrom = newest.Count < Length ? long.MinValue : newest[^1];
    }

    /// <returns>Whether the tweet is liked; null when that is not known here.</returns>
    public bool? Likes(long tweetId)
    {
        if (tweetId < _completeFrom)
            return null;
        lock (_tweetIds)
            return _tweetIds.Contains(tweetId);
    }

    /// <summary>Says of each tweet of a page whether it is liked.</summary>
    /// <returns>False when that is not known of all of them.</returns>
    public bool TryMark(TweetPage page)
    {
        lock (_tweetIds)
        {
            foreach (ref var seen in CollectionsMarshal.AsSpan(page))
            {
                if (seen.Tweet.Id < _completeFrom)
                    return false;
                if (_tweetIds.Contains(seen.Tweet.Id))
                    seen = seen with { IsLiked = true };
            }
        }
        return true;
    }

    public void Set(long tweetId, bool likes)
    {
        if (tweetId < _completeFrom)
            return;
        lock (_tweetIds)
        {
            if (likes)
                _tweetIds.Add(tweetId);
            else
                _tweetIds.Remove(tweetId);
        }
    }
}
