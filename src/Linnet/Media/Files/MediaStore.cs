using System.Buffers;
using System.Globalization;
using Linnet.Common;

namespace Linnet.Media.Files;

/// <summary>Where the bytes of pictures are: a folder, or S3-compatible storage. Nodes share it.</summary>
internal abstract class MediaStore
{
    /// <summary>For operators.</summary>
    public abstract string Location { get; }

    /// <summary>Where uploads are kept while they are read and processed. On this machine.</summary>
    public abstract string IncomingFolder { get; }

    /// <summary>Stores a file durably. One that is there already stays.</summary>
    /// <exception cref="OutageException">The storage is full or out of reach.</exception>
    public abstract Task PutAsync(string name, byte[] bytes, CancellationToken cancellation);

    /// <param name="name">The file.</param>
    /// <param name="size">Its size in bytes, as its row says.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>A stream that can seek; null when there is no such file.</returns>
    /// <exception cref="OutageException">The storage is out of reach.</exception>
    public abstract Task<Stream?> OpenAsync(string name, long size, CancellationToken cancellation);

    /// <summary>Does nothing when there is no such file.</summary>
    /// <inheritdoc cref="PutAsync"/>
    public abstract Task DeleteAsync(string name, CancellationToken cancellation);

    /// <summary>All stored files, in no order.</summary>
    /// <inheritdoc cref="PutAsync"/>
    public abstract IAsyncEnumerable<StoredFile> ListAsync(CancellationToken cancellation);

    /// <summary>The path of a file in the store: two levels of folders, so that none has very many files.</summary>
    protected static string PathOf(string name) => $"{name[..2]}/{name[2..4]}/{name}";
}

/// <param name="Name">As in <see cref="BlobName"/>.</param>
/// <param name="Size">In bytes.</param>
/// <param name="StoredAt">When it was written.</param>
internal readonly record struct StoredFile(string Name, long Size, Timestamp StoredAt);

/// <summary>The names of stored files.</summary>
internal static class BlobName
{
    /// <summary>The digits of names.</summary>
    public static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private const int HashLength = 64;

    public static string Of(string sha256, long id) => string.Create(CultureInfo.InvariantCulture, $"{sha256}.{id}");

    /// <returns>The id in the name; null when Linnet did not choose the name.</returns>
    public static long? IdIn(string name) =>
        name.Length > HashLength + 1 && name[HashLength] is '.' && name.AsSpan(0, HashLength).IndexOfAnyExcept(Digits) < 0
        && long.TryParse(name.AsSpan(HashLength + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : null;
}
