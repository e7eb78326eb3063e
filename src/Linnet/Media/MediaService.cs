using System.Security.Cryptography;
using Linnet.Common;
using Linnet.Events;
using Linnet.Http;
using Linnet.Media.Files;
using Linnet.Media.Processing;
using Linnet.Storage;
using Microsoft.Extensions.Options;

namespace Linnet.Media;

/// <summary>Adds pictures and changes their texts. Rows come first, files next, and a picture is visible last: a crash leaves nothing half visible.</summary>
internal sealed class MediaService(
    Database database, MediaStore store, ProcessingPool pool, EventBus events, IOptions<MediaOptions> options, TimeProvider clock)
{
    // lang=sql
    private const string Lock = "select id from media where id = @id and user_id = @accountId for no key update";

    // lang=sql
    private const string UpdateTexts = "update media set description = @description, focus = @focus where id = @id";

    // lang=sql
    private const string IsHeld = "select exists (select 1 from scheduled_media where media_id = @id)";

    // lang=sql
    private const string Delete = "delete from media where id = @id";

    /// <summary>Processes an upload on a dedicated thread.</summary>
    /// <returns>An error of the file: <see cref="MediaErrors.Type"/> and those after it.</returns>
    /// <exception cref="OutageException">Too many pictures are being processed.</exception>
    public async Task<Result<ProcessedPicture>> ProcessAsync(
        long accountId, string path, ReadOnlyMemory<byte> head, PictureShape shape, CancellationToken cancellation)
    {
        if (PictureFormats.Find(head.Span) is not { } format)
            return MediaErrors.Type;
        return await pool.RunAsync<Result<ProcessedPicture>>(
            accountId,
            () =>
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                limit.CancelAfter(TimeSpan.FromSeconds(options.Value.Seconds));
                return PictureProcessor.Process(path, format, shape, options.Value, limit.Token);
            },
            cancellation);
    }

    /// <summary>Stores a processed picture.</summary>
    /// <param name="accountId">Whose it is.</param>
    /// <param name="kind">What it is for.</param>
    /// <param name="picture">The files.</param>
    /// <param name="texts">What goes with it.</param>
    /// <param name="publish">Runs in the write that makes it visible.</param>
    /// <param name="cancellation">Heeded until it is stored.</param>
    /// <exception cref="OutageException">The storage is full or out of reach.</exception>
    public async Task<Result<MediaRow>> AddAsync(
        long accountId, MediaKind kind, ProcessedPicture picture, AttachmentTexts texts, Func<DbSession, MediaRow, Task>? publish, CancellationToken cancellation)
    {
        var added = new NewPicture(kind, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), picture, texts);
        var (large, preview) = (HashOf(picture.Large), HashOf(picture.Preview));
        var inserted = await database.WriteAsync<Result<StoredPicture>>(
            async db =>
            {
                var largeId = await MediaRows.AddBlobAsync(db, large, picture.Large.Length);
                var previewId = await MediaRows.AddBlobAsync(db, preview, picture.Preview.Length);
                return await MediaRows.InsertAsync(db, accountId, added, largeId, previewId, Timestamp.Now(clock)) is { } id
                    ? new StoredPicture(id, BlobName.Of(large, largeId), BlobName.Of(preview, previewId))
                    : CallerErrors.SessionEnded;
            },
            cancellation);
        if (!inserted.Succeeded(out var stored, out var error))
            return error;
        await store.PutAsync(stored.Large, picture.Large, cancellation);
        await store.PutAsync(stored.Preview, picture.Preview, cancellation);
        return await database.WriteAsync<Result<MediaRow>>(
            async db =>
            {
                if (await MediaRows.MakeReadyAsync(db, stored.Id) is not { } row)
                    return CallerErrors.SessionEnded;
                if (publish is not null)
                    await publish(db, row);
                return row;
            },
            cancellation);
    }

    public async Task<Result<MediaRow>> FindAsync(long accountId, long id, CancellationToken cancellation) =>
        await database.ForAsync(accountId, () => database.ReadOneAsync(db => MediaRows.FindAsync(db, accountId, id), cancellation), cancellation) is { } row
            ? row
            : MediaErrors.NotFound;

    /// <summary>Changes the texts of a picture, which may be in a tweet already.</summary>
    public Task<Result<MediaRow>> EditAsync(long accountId, long id, AttachmentEdit edit, CancellationToken cancellation) =>
        database.WriteAsync<Result<MediaRow>>(
            async db =>
            {
                await db.LockAsync(Lock, new { id, accountId });
                if (await MediaRows.FindAsync(db, accountId, id) is not { } row)
                    return MediaErrors.NotFound;
                var (description, focus) = (edit.Description.Or(row.Description), edit.Focus.Or(row.Focus));
                await db.ExecuteAsync(UpdateTexts, new { id, description, focus });
                if (row.TweetId is { } tweetId)
                    await events.RaiseAsync(db, new TweetSettingsChanged(tweetId, ReplyToId: null));
                return (await MediaRows.FindAsync(db, accountId, id))!;
            },
            cancellation);

    /// <summary>Deletes a picture that no tweet has. Its files follow.</summary>
    /// <returns>Its id.</returns>
    public Task<Result<long>> DeleteAsync(long accountId, long id, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                await db.LockAsync(Lock, new { id, accountId });
                if (await MediaRows.FindAsync(db, accountId, id) is not { } row)
                    return MediaErrors.NotFound;
                if (row.TweetId is not null || await db.QuerySingleAsync<bool>(IsHeld, new { id }))
                    return MediaErrors.Attached;
                await db.ExecuteAsync(Delete, new { id });
                return id;
            },
            cancellation);

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private readonly record struct StoredPicture(long Id, string Large, string Preview);
}
