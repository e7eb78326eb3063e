using Linnet.Common;
using Linnet.Events;
using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Relations.Lists;

/// <summary>The members of an account's lists. They do not learn of it, and need not be followed.</summary>
internal sealed class ListMemberService(Database database, EventBus events, UserListReader users, TimeProvider clock)
{
    /// <summary>How many a list may have.</summary>
    public const int Most = 500;

    // lang=sql
    private const string Insert = """
        insert into list_members (list_id, user_id, added_at)
        select @listId, id, @now from users where id = @userId and deleted_at is null
        on conflict do nothing
        """;

    // lang=sql
    private const string Delete = "delete from list_members where list_id = @listId and user_id = @userId";

    // lang=sql
    private const string CountOthers = "select count(*) from list_members where list_id = @listId and user_id <> @userId";

    // lang=sql
    private static readonly string AreApart = $"select {ViewerSql.AreApart("@ownerId", "@userId")}";

    private static readonly SlicedSql Members = SlicedSql.OldestFirst(
        $"""
        select m.user_id from list_members m
        where m.list_id = @of and ({DeletedAccounts.None} or m.user_id not in {DeletedAccounts.Ids})
        """,
        "m.user_id");

    /// <summary>Those of an account's lists that have a user among their members.</summary>
    public Task<List<MemberList>> ListListsWithAsync(long ownerId, long userId, CancellationToken cancellation) =>
        database.ForAsync(ownerId, () => database.ReadOneAsync(db => ListRows.ListWithAsync(db, ownerId, userId), cancellation), cancellation);

    /// <summary>The members of a list of the viewer's, by ascending id.</summary>
    public ValueTask<UserPage> ListAsync(long listId, Slice slice, Viewer viewer, CancellationToken cancellation) =>
        users.ReadAsync(
            async part => await database.ForAsync(
                viewer.Id, () => database.ReadOneAsync(db => Members.QueryIdsAsync(db, part, listId), cancellation), cancellation),
            slice,
            viewer);

    /// <summary>Adds a user to a list. Repeating it changes nothing.</summary>
    /// <returns>The list as it is now.</returns>
    public Task<Result<MemberList>> AddAsync(long ownerId, long listId, string username, CancellationToken cancellation) =>
        ChangeAsync(ownerId, listId, username, AddAsync, cancellation);

    /// <summary>Removes a user from a list. Repeating it changes nothing.</summary>
    /// <inheritdoc cref="AddAsync(long, long, string, CancellationToken)"/>
    public Task<Result<MemberList>> RemoveAsync(long ownerId, long listId, string username, CancellationToken cancellation) =>
        ChangeAsync(ownerId, listId, username, RemoveAsync, cancellation);

    private Task<Result<MemberList>> ChangeAsync(
        long ownerId,
        long listId,
        string username,
        Func<DbSession, long, long, long, Task<Result<bool>>> change,
        CancellationToken cancellation) =>
        database.WriteAsync<Result<MemberList>>(
            async db =>
            {
                if (await UserLists.FindIdAsync(db, username) is not { } userId)
                    return await ListRows.FindAsync(db, ownerId, listId) is null ? ListErrors.NotFound : UserErrors.NotFound;
                // As blocking does, so of both at the same time the block is what remains.
                await FollowRows.LockAsync(db, ownerId, userId);
                if (await ListRows.FindAsync(db, ownerId, listId) is not { } list)
                    return ListErrors.NotFound;
                if (!(await change(db, ownerId, listId, userId)).Succeeded(out var hasChanged, out var error))
                    return error;
                if (!hasChanged)
                    return list;
                await events.RaiseAsync(db, new ListChanged(ownerId, listId, list.IsExclusive));
                return (await ListRows.FindAsync(db, ownerId, listId))!;
            },
            cancellation);

    private async Task<Result<bool>> AddAsync(DbSession db, long ownerId, long listId, long userId)
    {
        if (await db.QuerySingleAsync<bool>(AreApart, new { ownerId, userId }))
            return RelationErrors.Blocked;
        if (await db.QuerySingleAsync<long>(CountOthers, new { listId, userId }) >= Most)
            return ListErrors.TooManyMembers;
        return await db.ExecuteAsync(Insert, new { listId, userId, now = Timestamp.Now(clock) }) > 0;
    }

    private static async Task<Result<bool>> RemoveAsync(DbSession db, long ownerId, long listId, long userId) =>
        await db.ExecuteAsync(Delete, new { listId, userId }) > 0;
}
