using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Accounts;

/// <summary>Reads accounts with their private fields, inside the caller's database session.</summary>
internal static class AccountQueries
{
    // lang=sql
    private const string SelectById = $"select {UserColumns.All}, u.email from users u where u.id = @id and u.deleted_at is null";

    // lang=sql
    private const string SelectByName = $"select {UserColumns.All}, u.email from users u where lower(u.username) = @key";

    public static Task<Account?> FindAsync(DbSession db, long id) => db.QuerySingleOrDefaultAsync<Account>(SelectById, new { id });

    /// <param name="db">The database session.</param>
    /// <param name="key">From <see cref="UserNames.KeyOf"/>; null finds nothing.</param>
    public static Task<Account?> FindAsync(DbSession db, string? key) => db.QuerySingleOrDefaultAsync<Account>(SelectByName, new { key });
}
