using System.Runtime.InteropServices;
using Linnet.Common;

namespace Linnet.Timelines;

/// <summary>
/// The newest ids of an active account's home timeline and its size. Answers slices within it; older ones are read
/// from the database.
/// </summary>
internal sealed class TimelineWindow
{
    /// <summary>How many ids are loaded, and how many are left when it has grown to twice as many.</summary>
    public const int Length = 400;

    private readonly List<long> _ascending;

    // Removed before they were added: with several nodes a local deletion may arrive before the remote tweet.
    private readonly HashSet<long> _early = [];
    private long _total;
    private bool _isWhole;

    /// <param name="newestFirst">At most <see cref="Length"/>.</param>
    /// <param name="total">All tweets of the timeline.</param>
    public TimelineWindow(List<long> newestFirst, long total)
    {
        _ascending = newestFirst;
        _ascending.Reverse();
        _total = total;
        _isWhole = newestFirst.Count < Length;
    }

    public void Add(long tweetId)
    {
        lock (_ascending)
        {
            _total++;
            if (_early.Remove(tweetId))
                return;
            // Ids are given out before commits are made, so of two tweets the older may come later.
            // Nearly always the newest: not searched for, which would touch memory that is in no processor's cache.
            var index = _ascending is [.., var newest] && newest > tweetId ? FirstAbove(tweetId) : _ascending.Count;
            if (index == 0 && !_isWhole)
                return;
            Insert(index, tweetId);
        }
    }

    /// <summary>Adds a tweet that does not count in the size. One that is there already stays.</summary>
    public void AddUncounted(long tweetId)
    {
        lock (_ascending)
        {
            var index = FirstAbove(tweetId);
            if ((index == 0 && !_isWhole) || (index > 0 && _ascending[index - 1] == tweetId))
                return;
            Insert(index, tweetId);
        }
    }

    /// <summary>Removes a tweet that does not count in the size.</summary>
    public void RemoveUncounted(long tweetId)
    {
        lock (_ascending)
        {
            if (_ascending.BinarySearch(tweetId) is >= 0 and var index)
                _ascending.RemoveAt(index);
        }
    }

    /// <summary>Changes the size by tweets that the timeline does not show, because they are about somebody whom its owner hides.</summary>
    public void CountHidden(int by)
    {
        lock (_ascending)
            _total += by;
    }

    public void Remove(long tweetId)
    {
        lock (_ascending)
        {
            _total--;
            var index = _ascending.BinarySearch(tweetId);
            if (index >= 0)
                _ascending.RemoveAt(index);
            else if (_isWhole || (_ascending.Count > 0 && tweetId > _ascending[0]))
                _early.Add(tweetId);
        }
    }

    /// <summary>The ids of a part of the timeline, newest first, and the timeline's size.</summary>
    /// <returns>False when the part reaches beyond what is kept.</returns>
    public bool TryRead(Slice slice, out long[] ids, out long total)
    {
        lock (_ascending)
        {
            total = _total;
            ids = [];
            var first = FirstAbove(slice.After);
            var end = slice.Before == long.MaxValue ? _ascending.Count : FirstAbove(slice.Before - 1);
            var reachesDown = _isWhole || (_ascending.Count > 0 && slice.After >= _ascending[0]);
            var available = Math.Max(0, end - first);
            if (slice.MinId is not null)
            {
                // From the lower bound up: what lies below the window could come first.
                if (!reachesDown)
                    return false;
                first += (int)Math.Min(slice.Skip, available);
                end = (int)Math.Min(first + (long)slice.Limit, end);
            }
            else
            {
                if (!reachesDown && available < slice.Skip + (decimal)slice.Limit)
                    return false;
                end -= (int)Math.Min(slice.Skip, available);
                first = Math.Max(first, end - slice.Limit);
            }
            if (end > first)
            {
                ids = CollectionsMarshal.AsSpan(_ascending)[first..end].ToArray();
                Array.Reverse(ids);
            }
            return true;
        }
    }

    private void Insert(int index, long tweetId)
    {
        _ascending.Insert(index, tweetId);
        if (_ascending.Count >= 2 * Length)
        {
            _ascending.RemoveRange(0, Length);
            _isWhole = false;
        }
    }

    private int FirstAbove(long id)
    {
        var index = _ascending.BinarySearch(id);
        return index < 0 ? ~index : index + 1;
    }
}
