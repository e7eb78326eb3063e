using System.Text.Json.Nodes;
using Linnet.Common;
using Linnet.Http;
using Linnet.Storage;
using Linnet.Tweets.Attachments;

namespace Linnet.Tweets.Drafts;

/// <summary>Keeps drafts, which nobody but their owner sees.</summary>
internal sealed class DraftService(Database database, TimeProvider clock)
{
    /// <summary>How many an account may have.</summary>
    public const int Most = 100;

    // Two writes at once shall not pass the limit together, and an owner's drafts appear in the order of their ids.
    // lang=sql
    private const string LockOwner = "select id from users where id = @accountId for no key update";

    // Two devices that change it at once: the second one finds the first one's version.
    // lang=sql
    private const string LockDraft = "select id from drafts where id = @id and user_id = @accountId for no key update";

    // lang=sql
    private const string Count = "select count(*) from drafts where user_id = @accountId";

    // The account is selected, not assumed: it may have gone since its token was checked.
    // lang=sql
    private const string Insert = """
        insert into drafts (user_id, body, version, created_at, updated_at)
        select id, @body, 1, @now, @now from users where id = @accountId and deleted_at is null
        returning id
        """;

    // lang=sql
    private const string Update = "update drafts set body = @body, version = version + 1, updated_at = @now where id = @id";

    // lang=sql
    private const string Delete = "delete from drafts where id = @id and user_id = @accountId";

    public Task<List<Draft>> ListAsync(long accountId, Slice slice, CancellationToken cancellation) =>
        database.ForAsync(accountId, () => database.ReadOneAsync(db => DraftRows.ListAsync(db, accountId, slice), cancellation), cancellation);

    /// <returns>An error when the account has no such draft.</returns>
    public async Task<Result<Draft>> FindAsync(long accountId, long id, CancellationToken cancellation) =>
        await database.ForAsync(accountId, () => database.ReadOneAsync(db => DraftRows.FindAsync(db, accountId, id), cancellation), cancellation) is { } draft
            ? draft
            : DraftErrors.NotFound;

    /// <returns>An error when the account has too many drafts.</returns>
    public Task<Result<Draft>> CreateAsync(long accountId, JsonObject body, CancellationToken cancellation) =>
        database.WriteAsync<Result<Draft>>(
            async db =>
            {
                await db.LockAsync(LockOwner, new { accountId });
                if (await db.QuerySingleAsync<long>(Count, new { accountId }) >= Most)
                    return DraftErrors.TooMany;
                var row = new { accountId, body = DraftRows.ToColumn(body), now = Timestamp.Now(clock) };
                if (await db.QuerySingleOrDefaultAsync<long?>(Insert, row) is not { } id)
                    return CallerErrors.SessionEnded;
                await HeldMedia.HoldForDraftAsync(db, accountId, id, body);
                return (await DraftRows.FindAsync(db, accountId, id))!;
            },
            cancellation);

    /// <summary>Changes what a draft says. What it says already changes nothing, whatever its version: a try that is repeated succeeds.</summary>
    /// <returns>The draft as it is now, and whether that is what was sent; an error when the account has no such draft.</returns>
    public Task<Result<(Draft Current, bool IsSaved)>> ReplaceAsync(long accountId, long id, DraftEdit edit, CancellationToken cancellation) =>
        database.WriteAsync<Result<(Draft, bool)>>(
            async db =>
            {
                await db.LockAsync(LockDraft, new { id, accountId });
                if (await DraftRows.FindAsync(db, accountId, id) is not { } before)
                    return DraftErrors.NotFound;
                var body = DraftRows.ToColumn(edit.Body);
                if (body == DraftRows.ToColumn(before.Body))
                    return (before, true);
                if (edit.IfVersion is { } version && version != before.Version)
                    return (before, false);
                await db.ExecuteAsync(Update, new { id, body, now = Timestamp.Now(clock) });
                await HeldMedia.HoldForDraftAsync(db, accountId, id, edit.Body);
                return ((await DraftRows.FindAsync(db, accountId, id))!, true);
            },
            cancellation);

    /// <returns>An error when the account has no such draft.</returns>
    public Task<Result<long>> DeleteAsync(long accountId, long id, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db => await db.ExecuteAsync(Delete, new { id, accountId }) > 0 ? id : DraftErrors.NotFound, cancellation);
}
