using Linnet.Common;
using Linnet.Events;
using Linnet.Http;
using Linnet.Media;
using Linnet.Media.Processing;
using Linnet.Storage;

namespace Linnet.Accounts.Pictures;

/// <summary>Sets and removes the pictures of profiles. The one before is deleted in the write that replaces it.</summary>
internal sealed class ProfilePictures(Database database, EventBus events, MediaService media)
{
    private static readonly AttachmentTexts NoTexts = new();

    // Two uploads at once take turns: the later one finds the earlier one's picture and deletes it.
    // lang=sql
    private const string LockUser = "select id from users where id = @accountId for no key update";

    // lang=sql
    private const string UpdateAvatar = "update users set avatar_file = @file where id = @accountId and deleted_at is null";

    // lang=sql
    private const string UpdateHeader = "update users set header_file = @file where id = @accountId and deleted_at is null";

    // One that is being stored is not among them: it becomes the newest.
    // lang=sql
    private const string DeleteOthers = "delete from media where user_id = @accountId and kind = @kind and is_ready and id <> @id";

    /// <param name="accountId">Whose profile.</param>
    /// <param name="kind"><see cref="MediaKind.Avatar"/> or <see cref="MediaKind.Header"/>.</param>
    /// <param name="picture">Cut to the kind's shape.</param>
    /// <param name="cancellation">Heeded until it is stored.</param>
    public async Task<Result<Account>> SetAsync(long accountId, MediaKind kind, ProcessedPicture picture, CancellationToken cancellation) =>
        (await media.AddAsync(
            accountId, kind, picture, NoTexts, (db, row) => ReplaceAsync(db, accountId, kind, row.Id, $"{row.Key}.{row.Type}"), cancellation)).Error is { } error
            ? error
            : await FindAsync(accountId);

    public async Task<Result<Account>> RemoveAsync(long accountId, MediaKind kind, CancellationToken cancellation)
    {
        await database.WriteAsync(
            async db =>
            {
                await ReplaceAsync(db, accountId, kind, id: 0, file: null);
                return true;
            },
            cancellation);
        return await FindAsync(accountId);
    }

    private async Task ReplaceAsync(DbSession db, long accountId, MediaKind kind, long id, string? file)
    {
        await db.LockAsync(LockUser, new { accountId });
        await db.ExecuteAsync(kind is MediaKind.Avatar ? UpdateAvatar : UpdateHeader, new { accountId, file });
        await db.ExecuteAsync(DeleteOthers, new { accountId, kind = (long)kind, id });
        await events.RaiseAsync(db, new AccountChanged(accountId));
    }

    private async Task<Result<Account>> FindAsync(long accountId) =>
        await database.ReadOneAsync(db => AccountQueries.FindAsync(db, accountId), CancellationToken.None) is { } account
            ? account
            : CallerErrors.SessionEnded;
}
