using System.Text;

namespace Linnet.Http.Rendering;

/// <summary>
/// An object in memory as its JSON, with counts that change. The bytes are recomputed when they are written for the first time
/// after a change: counts change far less often than entries are read, and numbers put between bytes at each read cost 8 % of
/// the timeline pages a second.
/// </summary>
internal abstract class CountedJson
{
    private readonly CountedShape _shape;
    private readonly int _headLength;
    // Also the lock: a separate one would cost some 40 bytes for each entry.
    private readonly long[] _counts;
    private byte[] _last;
    private byte[]? _current;

    /// <param name="shape">The members that change.</param>
    /// <param name="whole">The serializer's own bytes, so that cached JSON cannot differ from what is documented.</param>
    /// <param name="counts">One for each member, in their order.</param>
    protected CountedJson(CountedShape shape, ReadOnlySpan<byte> whole, long[] counts)
    {
        (_shape, _counts) = (shape, counts);
        _headLength = shape.EndOfHead(whole);
        _current = _last = whole[..shape.EndOf(whole)].ToArray();
    }

    /// <summary>The counts that change, in the order of the wire.</summary>
    protected void Add(int index, long by)
    {
        lock (_counts)
        {
            _counts[index] += by;
            _current = null;
        }
    }

    /// <summary>The bytes up to the end of the changing part.</summary>
    protected byte[] Counted => Volatile.Read(ref _current) ?? Refresh();

    protected void WriteCounted(JsonBuffer json) => json.Write(Counted);

    // Under the lock, so that bytes of older counts never replace those of newer ones.
    private byte[] Refresh()
    {
        lock (_counts)
        {
            if (_current is { } current)
                return current;
            using var json = new JsonBuffer();
            json.Write(_last.AsSpan(0, _headLength));
            for (var index = 0; index < _counts.Length; index++)
            {
                json.Write(_counts[index]);
                json.Write(_shape.AfterCount(index));
            }
            return _current = _last = json.Written.ToArray();
        }
    }
}

/// <summary>The part of a JSON object that changes: consecutive members with counts, and what ends it.</summary>
/// <param name="counts">Names of consecutive members.</param>
/// <param name="end">The bytes after the last count: the name of the next member, or the end of the object.</param>
internal sealed class CountedShape(string[] counts, string end)
{
    private readonly byte[] _first = Encoding.UTF8.GetBytes($"\"{counts[0]}\":");
    private readonly byte[] _end = Encoding.UTF8.GetBytes(end);
    private readonly byte[][] _afterCounts = [.. counts.Skip(1).Select(name => Encoding.UTF8.GetBytes($",\"{name}\":")), Encoding.UTF8.GetBytes(end)];

    /// <summary>Where the first count begins. The last match is the member: quotes inside texts are escaped.</summary>
    public int EndOfHead(ReadOnlySpan<byte> whole) => whole.LastIndexOf(_first) + _first.Length;

    /// <summary>Where the changing part ends.</summary>
    public int EndOf(ReadOnlySpan<byte> whole) => whole.LastIndexOf(_end) + _end.Length;

    public ReadOnlySpan<byte> AfterCount(int index) => _afterCounts[index];
}
