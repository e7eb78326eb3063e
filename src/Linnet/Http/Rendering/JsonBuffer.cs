using System.Buffers;
using System.Buffers.Text;

namespace Linnet.Http.Rendering;

/// <summary>Assembles a response from bytes that are JSON already. Not thread-safe; used for one response.</summary>
/// <remarks>The response is complete before any of it is sent, so it has a Content-Length, and an error can still replace it.</remarks>
internal sealed class JsonBuffer : IDisposable
{
    private const int LongestInteger = 20;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(32 * 1024);
    private int _length;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    public void Write(ReadOnlySpan<byte> json)
    {
        json.CopyTo(Room(json.Length));
        _length += json.Length;
    }

    public void Write(long number)
    {
        Utf8Formatter.TryFormat(number, Room(LongestInteger), out var written);
        _length += written;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private Span<byte> Room(int size)
    {
        if (_bytes.Length - _length < size)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + size));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }
        return _bytes.AsSpan(_length);
    }
}
