namespace Linnet.Common;

/// <summary>
/// Fills a page of a list from which items are left out: takes what was missing from the part of the list right after what was
/// examined, until the page is full, the list ends, or a few rounds are over.
/// </summary>
internal sealed class Refill
{
    /// <summary>How often a page is filled up. After that it may be short; its links lead on from what was examined.</summary>
    private const int MostRounds = 5;

    private readonly Slice _slice;
    private readonly bool _newestFirst;

    // Whether the slice is read from the far end of the list's order.
    private readonly bool _isTurned;
    private List<long>? _examined;
    private int _rounds;

    /// <param name="slice">The part of the list that the page is of.</param>
    /// <param name="newestFirst">Whether the list's highest id comes first.</param>
    public Refill(Slice slice, bool newestFirst)
    {
        (_slice, _newestFirst, Next) = (slice, newestFirst, slice);
        _isTurned = newestFirst ? slice.MinId is not null : slice is { MinId: null, MaxId: not null } or { MinId: null, SinceId: not null };
    }

    /// <summary>The part to read next.</summary>
    public Slice Next { get; private set; }

    /// <summary>Whether the next items come before those that were read, in the order of the list.</summary>
    public bool Precedes => _isTurned;

    /// <param name="ids">What the list had for <see cref="Next"/>.</param>
    /// <param name="shown">How many items the page has by now.</param>
    /// <returns>Whether to read <see cref="Next"/>.</returns>
    public bool Continue(IReadOnlyList<long> ids, int shown)
    {
        var missing = _slice.Limit - shown;
        var isLast = ids.Count < Next.Limit || missing <= 0 || _rounds >= MostRounds;
        if (_rounds > 0 || !isLast)
        {
            _examined ??= [];
            _examined.InsertRange(Precedes ? 0 : _examined.Count, ids);
        }
        if (isLast)
            return false;
        _rounds++;
        // Away from what was examined, whatever the direction: down from the lowest id, or up from the highest.
        var goesDown = _newestFirst != _isTurned;
        var edge = Precedes ? ids[0] : ids[^1];
        Next = new Slice(Skip: 0, missing, goesDown ? edge : _slice.MaxId, goesDown ? _slice.SinceId : null, goesDown ? null : edge);
        return true;
    }

    /// <summary>All that was examined, in the order of the list.</summary>
    /// <param name="ids">The first part, which is all of it for a page that needed no more.</param>
    public IReadOnlyList<long> Examined(IReadOnlyList<long> ids) => _examined ?? ids;
}
