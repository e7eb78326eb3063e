namespace Linnet.Media.Files;

/// <summary>An object as a stream that can seek: after a seek it is requested from there.</summary>
/// <param name="first">The object from its first byte.</param>
/// <param name="size">Its length in bytes.</param>
/// <param name="openAt">Requests the object from a byte on.</param>
internal sealed class S3ReadStream(Stream first, long size, Func<long, CancellationToken, Task<Stream>> openAt) : Stream
{
    private Stream _current = first;
    private long _currentAt;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => size;

    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= size)
            return 0;
        if (_currentAt != Position)
        {
            await _current.DisposeAsync();
            _current = await openAt(Position, cancellationToken);
        }
        var read = await _current.ReadAsync(buffer, cancellationToken);
        _currentAt = Position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => size + offset,
    };

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously");

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _current.Dispose();
        base.Dispose(disposing);
    }
}
