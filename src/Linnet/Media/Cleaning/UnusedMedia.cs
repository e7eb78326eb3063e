using Linnet.Common;
using Linnet.Media.Files;
using Linnet.Storage;
using Microsoft.Extensions.Options;

namespace Linnet.Media.Cleaning;

/// <summary>
/// Removes pictures that nothing uses, and then files that no picture has. One write marks a file as doomed, then the file is deleted,
/// then another write deletes its row. Once a file is doomed, an upload of the same bytes gets a new one.
/// </summary>
internal sealed class UnusedMedia(Database database, MediaStore store, IOptions<MediaOptions> options, TimeProvider clock)
{
    private const int Batch = 500;

    // An upload is stored within seconds; what is older was cut off by a crash.
    private static readonly TimeSpan LongestUpload = TimeSpan.FromHours(1);

    // lang=sql
    private const string DeleteUnused = """
        delete from media
        where id in (
            select m.id from media m
            where m.tweet_id is null and (m.created_at < @cutoff and m.kind < 2 or m.created_at < @abandoned and not m.is_ready)
              and not exists (select 1 from draft_media d where d.media_id = m.id)
              and not exists (select 1 from scheduled_media s where s.media_id = m.id)
            order by m.created_at limit @batch)
        """;

    // lang=sql
    private const string SelectOrphans = """
        select b.id from blobs b
        where b.id > @after and b.doomed_at is null
          and not exists (select 1 from media m where m.large_id = b.id) and not exists (select 1 from media m where m.preview_id = b.id)
        order by b.id limit @batch
        """;

    // An upload of the same bytes holds this lock until its row is there.
    // lang=sql
    private const string LockOrphans = "select id from blobs where id in @ids order by id for update";

    // lang=sql
    private const string Doom = """
        update blobs set doomed_at = @now
        where id in @ids and doomed_at is null
          and not exists (select 1 from media m where m.large_id = blobs.id) and not exists (select 1 from media m where m.preview_id = blobs.id)
        """;

    // lang=sql
    private const string SelectDoomed = "select id, sha256 from blobs where doomed_at is not null order by doomed_at limit @batch";

    // lang=sql
    private const string Forget = "delete from blobs where id in @ids and doomed_at is not null";

    /// <summary>Removes all that is unused now.</summary>
    /// <returns>How many files were deleted.</returns>
    /// <exception cref="OutageException">The storage is out of reach; the next call continues.</exception>
    public async Task<int> RemoveAsync(CancellationToken cancellation)
    {
        await RemoveRowsAsync(cancellation);
        await DoomOrphansAsync(cancellation);
        DeleteIncoming();
        return await DeleteDoomedAsync(cancellation);
    }

    private async Task RemoveRowsAsync(CancellationToken cancellation)
    {
        var now = Timestamp.Now(clock);
        var (cutoff, abandoned) = (now + -TimeSpan.FromHours(options.Value.UnusedHours), now + -LongestUpload);
        while (await database.WriteAsync(db => db.ExecuteAsync(DeleteUnused, new { cutoff, abandoned, batch = Batch }), cancellation) == Batch)
        {
            // On to the next batch; other writers had their turn in between.
        }
    }

    private async Task DoomOrphansAsync(CancellationToken cancellation)
    {
        var after = 0L;
        while (await database.ReadOneAsync(db => db.QueryAsync<long>(SelectOrphans, new { after, batch = Batch }), cancellation) is { Count: > 0 } ids)
        {
            await database.WriteAsync(
                async db =>
                {
                    await db.LockAsync(LockOrphans, new { ids });
                    return await db.ExecuteAsync(Doom, new { ids, now = Timestamp.Now(clock) });
                },
                cancellation);
            after = ids[^1];
        }
    }

    private async Task<int> DeleteDoomedAsync(CancellationToken cancellation)
    {
        var deleted = 0;
        while (await database.ReadOneAsync(db => db.QueryAsync<(long Id, string Sha256)>(SelectDoomed, new { batch = Batch }), cancellation) is { Count: > 0 } doomed)
        {
            foreach (var (id, sha256) in doomed)
                await store.DeleteAsync(BlobName.Of(sha256, id), cancellation);
            var ids = doomed.ConvertAll(blob => blob.Id);
            deleted += await database.WriteAsync(db => db.ExecuteAsync(Forget, new { ids }), cancellation);
        }
        return deleted;
    }

    private void DeleteIncoming()
    {
        if (!Directory.Exists(store.IncomingFolder))
            return;
        foreach (var file in new DirectoryInfo(store.IncomingFolder).EnumerateFiles())
        {
            if (clock.GetUtcNow() - new DateTimeOffset(file.LastWriteTimeUtc) > LongestUpload)
                FolderStore.DeleteQuietly(file.FullName);
        }
    }
}
