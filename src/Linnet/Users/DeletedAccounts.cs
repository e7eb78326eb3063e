namespace Linnet.Users;

/// <summary>
/// Conditions that leave out what was deleted and is still being removed. A deleted account's row says so
/// (<c>deleted_at</c>); a tweet is as gone as its author.
/// </summary>
/// <remarks>
/// Ask for <see cref="None"/> first: it looks into an index that holds the deleted accounts alone, once a statement, and nearly
/// always there are none. Without it PostgreSQL may read all users for <see cref="Ids"/>, as long as it has no statistics.
/// </remarks>
internal static class DeletedAccounts
{
    /// <summary>There are none. Ordered, so that PostgreSQL uses the index with any statistics.</summary>
    // lang=sql
    public const string None = "((select deleted_at from users where deleted_at is not null order by deleted_at limit 1) is null)";

    /// <summary>Their ids, for <c>not in</c>.</summary>
    // lang=sql
    public const string Ids = "(select id from users where deleted_at is not null)";
}
