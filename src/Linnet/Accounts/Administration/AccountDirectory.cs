using System.Globalization;
using Linnet.Common;
using Linnet.Http.Input;
using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Accounts.Administration;

/// <summary>Finds accounts for an operator. These queries may scan the whole table, so requests must not use them.</summary>
internal sealed class AccountDirectory(Database database)
{
    // lang=sql
    private const string Select = $"""
        select {UserColumns.All}, u.email, u.role,
            (select count(*) from sessions s where s.user_id = u.id) as sessions,
            (select max(s.last_used_at) from sessions s where s.user_id = u.id) as last_used_at
        from users u
        """;

    // lang=sql
    private const string SelectById = $"{Select} where u.id = @id and u.deleted_at is null";

    // lang=sql
    private const string SelectByName = $"{Select} where lower(u.username) = @key and u.deleted_at is null";

    // lang=sql
    private const string SelectByEmail = $"{Select} where lower(u.email) = @key and u.deleted_at is null";

    // lang=sql
    private const string SelectLike = $"""
        {Select}
        where u.deleted_at is null and (
            u.id = @id or lower(u.email) = @key
            or lower(u.username) like @pattern escape '!' or lower(u.full_name) like @pattern escape '!')
        order by u.id limit @limit
        """;

    // lang=sql
    private const string SelectLatest = $"""
        {Select}
        where u.deleted_at is null and u.created_at >= @since and (@role = '' or u.role = @role) and (not @onlyInactive or not u.is_active)
        order by u.id desc limit @limit
        """;

    /// <returns>Null when there is no such account.</returns>
    public Task<AccountDetails?> FindAsync(AccountReference account, CancellationToken cancellation) =>
        database.ReadOneAsync(db => FindAsync(db, account), cancellation);

    /// <summary>The same, inside the caller's database session.</summary>
    public static Task<AccountDetails?> FindAsync(DbSession db, AccountReference account) => account switch
    {
        { Id: { } id } => db.QuerySingleOrDefaultAsync<AccountDetails>(SelectById, new { id }),
        { NameKey: { } key } => db.QuerySingleOrDefaultAsync<AccountDetails>(SelectByName, new { key }),
        { EmailKey: { } key } => db.QuerySingleOrDefaultAsync<AccountDetails>(SelectByEmail, new { key }),
        _ => Task.FromResult<AccountDetails?>(null),
    };

    /// <summary>Accounts whose id or address equals the text, or whose user name or full name contains it; by id.</summary>
    /// <remarks>A to Z are compared case-insensitively, on both engines.</remarks>
    public Task<List<AccountDetails>> SearchAsync(string text, int limit, CancellationToken cancellation)
    {
        var key = EmailAddress.KeyOf(text.StartsWith('@') ? text[1..] : text);
        var id = long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var pattern = $"%{key.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%";
        return database.ReadOneAsync(db => db.QueryAsync<AccountDetails>(SelectLike, new { id, key, pattern, limit }), cancellation);
    }

    /// <summary>Newest first.</summary>
    /// <param name="since">Only accounts registered then or later.</param>
    /// <param name="role">Only accounts with this role; null for any.</param>
    /// <param name="onlyInactive">Only deactivated accounts.</param>
    public Task<List<AccountDetails>> ListAsync(
        Timestamp since, string? role, bool onlyInactive, int limit, CancellationToken cancellation) =>
        database.ReadOneAsync(
            db => db.QueryAsync<AccountDetails>(SelectLatest, new { since, role = role ?? "", onlyInactive, limit }), cancellation);
}
