namespace Linnet.Relations;

/// <summary>
/// A set of ids in a sorted array: 8 bytes an id, and an eighth more once it has grown. A hash set takes 20 to 40, which with
/// a hundred followed users was a quarter of an open socket's memory. Its price: a change moves all ids after it.
/// </summary>
internal sealed class IdSet
{
    private const int LeastRoom = 4;

    private long[] _ids = [];

    public int Count { get; private set; }

    public ReadOnlySpan<long> Span => _ids.AsSpan(0, Count);

    public long[] ToArray() => Span.ToArray();

    /// <summary>Makes room for so many in all, and no more.</summary>
    public void EnsureRoom(int count)
    {
        if (count > _ids.Length)
            Array.Resize(ref _ids, count);
    }

    /// <returns>False when it was there already.</returns>
    public bool Add(long id)
    {
        var at = ~Span.BinarySearch(id);
        if (at < 0)
            return false;
        if (Count == _ids.Length)
            EnsureRoom(Math.Max(LeastRoom, Count + (Count / 4)));
        _ids.AsSpan(at, Count - at).CopyTo(_ids.AsSpan(at + 1));
        _ids[at] = id;
        Count++;
        return true;
    }

    public bool Contains(long id) => Span.BinarySearch(id) >= 0;

    /// <returns>False when it was not there.</returns>
    public bool Remove(long id)
    {
        var at = Span.BinarySearch(id);
        if (at < 0)
            return false;
        _ids.AsSpan(at + 1, Count - at - 1).CopyTo(_ids.AsSpan(at));
        Count--;
        return true;
    }
}
