using Linnet.Common;
using Linnet.Media.Files;
using Linnet.Storage;

namespace Linnet.Media.Cleaning;

/// <summary>Compares the stored files with their rows, for an operator.</summary>
internal sealed class MediaAudit(Database database, MediaStore store, TimeProvider clock)
{
    // A file of an upload that goes on right now may be stored between the two listings.
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    // Files of pictures that are visible. What is being stored, or about to be deleted, may be there or not.
    // lang=sql
    private const string SelectNeeded = """
        select b.id, b.sha256, b.size from blobs b
        where b.doomed_at is null and exists (
            select 1 from media m where m.is_ready and (m.large_id = b.id or m.preview_id = b.id))
        """;

    // lang=sql
    private const string SelectKnown = "select id, sha256 from blobs";

    /// <exception cref="OutageException">The storage is out of reach.</exception>
    public async Task<MediaFindings> FindAsync(CancellationToken cancellation)
    {
        var stored = new Dictionary<string, StoredFile>(StringComparer.Ordinal);
        await foreach (var file in store.ListAsync(cancellation))
            stored[file.Name] = file;
        var needed = await database.ReadOneAsync(db => db.QueryAsync<(long Id, string Sha256, long Size)>(SelectNeeded), cancellation);
        var known = (await database.ReadOneAsync(db => db.QueryAsync<(long Id, string Sha256)>(SelectKnown), cancellation))
            .Select(blob => BlobName.Of(blob.Sha256, blob.Id)).ToHashSet(StringComparer.Ordinal);
        var before = Timestamp.Now(clock) + -Grace;
        return new MediaFindings(
            stored.Count,
            stored.Values.Sum(file => file.Size),
            [.. needed.Where(blob => !stored.TryGetValue(BlobName.Of(blob.Sha256, blob.Id), out var file) || file.Size != blob.Size)
                .Select(blob => BlobName.Of(blob.Sha256, blob.Id))],
            [.. stored.Values.Where(file => !known.Contains(file.Name) && file.StoredAt < before).Select(file => file.Name)]);
    }

    /// <summary>Deletes files that have no row.</summary>
    public async Task DeleteAsync(IReadOnlyList<string> orphans, CancellationToken cancellation)
    {
        foreach (var name in orphans)
            await store.DeleteAsync(name, cancellation);
    }
}

/// <param name="Files">How many files are stored.</param>
/// <param name="Bytes">Their size together.</param>
/// <param name="Missing">Files that visible pictures need and that are not stored, or not whole.</param>
/// <param name="Orphans">Files that have no row, and are older than an hour.</param>
internal sealed record MediaFindings(int Files, long Bytes, IReadOnlyList<string> Missing, IReadOnlyList<string> Orphans);
