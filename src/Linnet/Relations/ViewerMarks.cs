namespace Linnet.Relations;

/// <summary>What a tweet is to a viewer.</summary>
[Flags]
internal enum TweetMarks : byte
{
    None = 0,
    Liked = 1,
    Reposted = 2,
    Bookmarked = 4,

    /// <summary>Its thread is muted. Not among the <see cref="ViewerMarks"/>: it belongs to a thread, not to a tweet.</summary>
    ThreadMuted = 8,
}

/// <summary>
/// The viewer's marks on tweets, as far back as they are kept: of the tweets with the highest ids, complete down to one id. Of
/// older tweets it does not know.
/// </summary>
internal sealed class ViewerMarks
{
    /// <summary>How many marks of a kind are loaded.</summary>
    public const int Length = 1000;

    // All under one lock: a page asks for all of each tweet.
    private readonly Lock _lock = new();
    private readonly HashSet<long> _liked;
    private readonly HashSet<long> _reposted;
    private readonly HashSet<long> _bookmarked;
    private readonly long _completeFrom;

    /// <param name="liked">The highest ids, highest first, at most <see cref="Length"/>.</param>
    /// <param name="reposted">The same of tweets that the viewer has reposted.</param>
    /// <param name="bookmarked">The same of tweets that the viewer has bookmarked.</param>
    public ViewerMarks(List<long> liked, List<long> reposted, List<long> bookmarked)
    {
        (_liked, _reposted, _bookmarked) = ([.. liked], [.. reposted], [.. bookmarked]);
        _completeFrom = Math.Max(CompleteFrom(bookmarked), Math.Max(CompleteFrom(liked), CompleteFrom(reposted)));
    }

    /// <returns>False when it is not known here.</returns>
    public bool TryGet(long tweetId, out TweetMarks marks)
    {
        marks = TweetMarks.None;
        if (tweetId < _completeFrom)
            return false;
        lock (_lock)
            marks = MarksOf(tweetId);
        return true;
    }

    /// <param name="tweetIds">Several tweets.</param>
    /// <param name="marks">One for each of them.</param>
    /// <returns>False when those on one of them are not known here.</returns>
    public bool TryGet(IReadOnlyList<long> tweetIds, Span<TweetMarks> marks)
    {
        lock (_lock)
        {
            for (var index = 0; index < tweetIds.Count; index++)
            {
                if (tweetIds[index] < _completeFrom)
                    return false;
                marks[index] = MarksOf(tweetIds[index]);
            }
        }
        return true;
    }

    public void Set(long tweetId, TweetMarks mark, bool isSet)
    {
        if (tweetId < _completeFrom)
            return;
        var ids = mark switch
        {
            TweetMarks.Liked => _liked,
            TweetMarks.Reposted => _reposted,
            _ => _bookmarked,
        };
        lock (_lock)
        {
            if (isSet)
                ids.Add(tweetId);
            else
                ids.Remove(tweetId);
        }
    }

    // Under the lock.
    private TweetMarks MarksOf(long tweetId) =>
        (_liked.Contains(tweetId) ? TweetMarks.Liked : TweetMarks.None)
        | (_reposted.Contains(tweetId) ? TweetMarks.Reposted : TweetMarks.None)
        | (_bookmarked.Contains(tweetId) ? TweetMarks.Bookmarked : TweetMarks.None);

    private static long CompleteFrom(List<long> newest) => newest.Count < Length ? long.MinValue : newest[^1];
}
