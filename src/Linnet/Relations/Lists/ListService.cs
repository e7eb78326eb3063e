using Linnet.Common;
using Linnet.Events;
using Linnet.Http;
using Linnet.Storage;

namespace Linnet.Relations.Lists;

/// <summary>An account's lists, which nobody else sees.</summary>
internal sealed class ListService(Database database, EventBus events, TimeProvider clock)
{
    /// <summary>How many an account may have.</summary>
    public const int Most = 50;

    // Two writes at once shall not pass the limit together.
    // lang=sql
    private const string LockOwner = "select id from users where id = @ownerId for no key update";

    // lang=sql
    private const string Count = "select count(*) from lists where owner_id = @ownerId";

    // lang=sql
    private const string Insert = """
        insert into lists (owner_id, name, is_exclusive, replies, shows_reposts, created_at)
        select id, @name, @isExclusive, @replies, @showsReposts, @now from users where id = @ownerId and deleted_at is null
        returning id
        """;

    // lang=sql
    private const string Update = """
        update lists set name = @name, is_exclusive = @isExclusive, replies = @replies, shows_reposts = @showsReposts where id = @id
        """;

    // lang=sql
    private const string Delete = "delete from lists where id = @id";

    public Task<List<MemberList>> ListAsync(long ownerId, CancellationToken cancellation) =>
        database.ForAsync(ownerId, () => database.ReadOneAsync(db => ListRows.ListAsync(db, ownerId), cancellation), cancellation);

    /// <returns>An error when the account has no such list.</returns>
    public async Task<Result<MemberList>> FindAsync(long ownerId, long id, CancellationToken cancellation) =>
        await database.ForAsync(ownerId, () => database.ReadOneAsync(db => ListRows.FindAsync(db, ownerId, id), cancellation), cancellation) is { } list
            ? list
            : ListErrors.NotFound;

    /// <returns>An error when the account has too many lists.</returns>
    public Task<Result<MemberList>> CreateAsync(long ownerId, ListDraft draft, CancellationToken cancellation) =>
        database.WriteAsync<Result<MemberList>>(
            async db =>
            {
                await db.LockAsync(LockOwner, new { ownerId });
                if (await db.QuerySingleAsync<long>(Count, new { ownerId }) >= Most)
                    return ListErrors.TooMany;
                if (await db.QuerySingleOrDefaultAsync<long?>(Insert, ToRow(draft, ownerId, id: null)) is not { } id)
                    return CallerErrors.SessionEnded;
                return (await ListRows.FindAsync(db, ownerId, id))!;
            },
            cancellation);

    /// <summary>Replaces all of a list but its members.</summary>
    /// <returns>An error when the account has no such list.</returns>
    public Task<Result<MemberList>> ReplaceAsync(long ownerId, long id, ListDraft draft, CancellationToken cancellation) =>
        database.WriteAsync<Result<MemberList>>(
            async db =>
            {
                await db.LockAsync(LockOwner, new { ownerId });
                if (await ListRows.FindAsync(db, ownerId, id) is not { } before)
                    return ListErrors.NotFound;
                await db.ExecuteAsync(Update, ToRow(draft, ownerId, id));
                await events.RaiseAsync(db, new ListChanged(ownerId, id, before.IsExclusive || draft.IsExclusive));
                return (await ListRows.FindAsync(db, ownerId, id))!;
            },
            cancellation);

    /// <returns>An error when the account has no such list.</returns>
    public Task<Result<long>> DeleteAsync(long ownerId, long id, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                await db.LockAsync(LockOwner, new { ownerId });
                if (await ListRows.FindAsync(db, ownerId, id) is not { } before)
                    return ListErrors.NotFound;
                await db.ExecuteAsync(Delete, new { id });
                await events.RaiseAsync(db, new ListChanged(ownerId, id, before.IsExclusive));
                return id;
            },
            cancellation);

    private object ToRow(ListDraft draft, long ownerId, long? id) => new
    {
        id,
        ownerId,
        name = draft.Name.Trim(),
        isExclusive = draft.IsExclusive,
        replies = (long)ListDraft.ToReplies(draft.Replies),
        showsReposts = draft.ShowsReposts,
        now = Timestamp.Now(clock),
    };
}
