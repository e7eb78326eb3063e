using System.Buffers;
using System.IO.Compression;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Linnet.Hosting.Edge;

/// <summary>A content coding (RFC 9110, section 8.4.1) that clients accept.</summary>
internal sealed class AcceptedCoding
{
    // The fastest quality that compresses: responses are compressed on every send, never cached.
    private const int BrotliQuality = 1;
    private const int BrotliWindow = 18;

    private static readonly AcceptedCoding Brotli = new("br", CompressBrotli);
    private static readonly AcceptedCoding Gzip = new("gzip", CompressGzip);

    private readonly Func<ReadOnlyMemory<byte>, IBufferWriter<byte>, bool> _compress;

    private AcceptedCoding(string name, Func<ReadOnlyMemory<byte>, IBufferWriter<byte>, bool> compress) => (Name, _compress) = (name, compress);

    /// <summary>The name in headers.</summary>
    public string Name { get; }

    /// <returns>The best coding that the client accepts; null when it accepts none.</returns>
    public static AcceptedCoding? BestOf(StringValues acceptEncoding)
    {
        if (!StringWithQualityHeaderValue.TryParseList(acceptEncoding, out var accepted))
            return null;
        return Accepts(accepted, Brotli.Name) ? Brotli : Accepts(accepted, Gzip.Name) ? Gzip : null;
    }

    /// <returns>False when compression would not make the content shorter.</returns>
    public bool TryCompress(ReadOnlyMemory<byte> content, IBufferWriter<byte> compressed) => _compress(content, compressed);

    private static bool Accepts(IList<StringWithQualityHeaderValue> accepted, string coding)
    {
        foreach (var one in accepted)
        {
            if (one.Value.Equals(coding, StringComparison.OrdinalIgnoreCase))
                return one.Quality is not 0;
        }
        return false;
    }

    private static bool CompressBrotli(ReadOnlyMemory<byte> content, IBufferWriter<byte> compressed)
    {
        if (!BrotliEncoder.TryCompress(content.Span, compressed.GetSpan(content.Length), out var length, BrotliQuality, BrotliWindow))
            return false;
        compressed.Advance(length);
        return true;
    }

    private static bool CompressGzip(ReadOnlyMemory<byte> content, IBufferWriter<byte> compressed)
    {
        using var buffer = new MemoryStream(content.Length);
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(content.Span);
        compressed.Write(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        return buffer.Length < content.Length;
    }
}
