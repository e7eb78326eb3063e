using Linnet.Events;
using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Relations.Lists;

/// <summary>Reads lists, and removes members inside a write that has locked both accounts.</summary>
internal static class ListRows
{
    // lang=sql
    private const string Select = $"""
        select l.id, l.name, l.is_exclusive, l.replies, l.shows_reposts, l.created_at,
               (select count(*) from list_members m
                where m.list_id = l.id and ({DeletedAccounts.None} or m.user_id not in {DeletedAccounts.Ids})) as members_count
        from lists l where l.owner_id = @ownerId
        """;

    // lang=sql
    private const string SelectAll = $"{Select} order by l.id";

    // lang=sql
    private const string SelectOne = $"{Select} and l.id = @id";

    // lang=sql
    private const string SelectWith = $"{Select} and l.id in (select list_id from list_members where user_id = @userId) order by l.id";

    // lang=sql
    private const string DeleteMember = """
        delete from list_members where user_id = @userId and list_id in (select id from lists where owner_id = @ownerId) returning list_id
        """;

    /// <summary>All lists of an account, by ascending id.</summary>
    public static Task<List<MemberList>> ListAsync(DbSession db, long ownerId) => db.QueryAsync<MemberList>(SelectAll, new { ownerId });

    /// <summary>Those that have a user among their members.</summary>
    public static Task<List<MemberList>> ListWithAsync(DbSession db, long ownerId, long userId) =>
        db.QueryAsync<MemberList>(SelectWith, new { ownerId, userId });

    /// <returns>Null when the account has no such list.</returns>
    public static Task<MemberList?> FindAsync(DbSession db, long ownerId, long id) =>
        db.QuerySingleOrDefaultAsync<MemberList>(SelectOne, new { ownerId, id });

    /// <summary>Removes a user from all lists of an account.</summary>
    public static async Task RemoveFromAllAsync(DbSession db, EventBus events, long ownerId, long userId)
    {
        foreach (var listId in await db.QueryAsync<long>(DeleteMember, new { ownerId, userId }))
            await events.RaiseAsync(db, new ListChanged(ownerId, listId, AffectsHome: true));
    }
}
