using Linnet.Common;
using Linnet.Events;
using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Accounts.Administration;

/// <summary>The operator's changes to accounts, from the command line. Methods return null when there is no such account.</summary>
internal sealed class AccountAdministration(Database database, EventBus events)
{
    // lang=sql
    private const string UpdateIsActive = "update users set is_active = @isActive where id = @Id";

    // lang=sql
    private const string UpdateIsVerified = "update users set is_verified = @isVerified where id = @Id";

    // lang=sql
    private const string UpdateRole = "update users set role = @role where id = @Id";

    // lang=sql
    private const string UpdatePassword = "update users set hashed_password = @hash where id = @Id";

    // lang=sql
    private const string UpdateUsername = """
        update users set username = @username
        where id = @Id and not exists (select 1 from users where lower(username) = @key and id <> @Id)
        """;

    // lang=sql
    private const string DeleteSessions = "delete from sessions where user_id = @Id";

    // lang=sql
    private const string LockAccount = "select id from users where id = @Id for no key update";

    /// <summary>Deactivates an account and ends its sessions. Reactivating it does not revive old tokens.</summary>
    public Task<AccountDetails?> DeactivateAsync(AccountReference account, CancellationToken cancellation) =>
        ChangeAsync(
            account,
            async (db, found) =>
            {
                await db.ExecuteAsync(UpdateIsActive, new { found.Id, isActive = false });
                return await EndSessionsAsync(db, found) with { IsActive = false };
            },
            cancellation);

    public Task<AccountDetails?> ActivateAsync(AccountReference account, CancellationToken cancellation) =>
        ChangeAsync(
            account,
            async (db, found) =>
            {
                await db.ExecuteAsync(UpdateIsActive, new { found.Id, isActive = true });
                return found with { IsActive = true };
            },
            cancellation);

    public Task<AccountDetails?> SetVerifiedAsync(AccountReference account, bool isVerified, CancellationToken cancellation) =>
        ChangeAsync(
            account,
            async (db, found) =>
            {
                await db.ExecuteAsync(UpdateIsVerified, new { found.Id, isVerified });
                return found with { IsVerified = isVerified };
            },
            cancellation);

    /// <param name="role">One of <see cref="Roles.All"/>.</param>
    public Task<AccountDetails?> SetRoleAsync(AccountReference account, string role, CancellationToken cancellation) =>
        ChangeAsync(
            account,
            async (db, found) =>
            {
                await db.ExecuteAsync(UpdateRole, new { found.Id, role });
                return found with { Role = role };
            },
            cancellation);

    /// <summary>Ends every session; the password stays.</summary>
    public Task<AccountDetails?> EndSessionsAsync(AccountReference account, CancellationToken cancellation) =>
        ChangeAsync(account, EndSessionsAsync, cancellation);

    /// <summary>Sets a new password, and ends every session.</summary>
    /// <param name="hash">From <see cref="Passwords.PasswordHasher"/>.</param>
    public Task<AccountDetails?> ResetPasswordAsync(AccountReference account, string hash, CancellationToken cancellation) =>
        ChangeAsync(
            account,
            async (db, found) =>
            {
                await db.ExecuteAsync(UpdatePassword, new { found.Id, hash });
                return await EndSessionsAsync(db, found);
            },
            cancellation);

    /// <summary>Renames an account. The old name is free at once; sessions go on.</summary>
    /// <param name="username">A name that would be valid for a new account.</param>
    /// <returns>The account, or null, or <see cref="AccountErrors.UsernameTaken"/>.</returns>
    public Task<Result<AccountDetails?>> RenameAsync(AccountReference account, string username, CancellationToken cancellation) =>
        database.WriteAsync<Result<AccountDetails?>>(
            async db =>
            {
                if (await FindLockedAsync(db, account) is not { } found)
                    return default(AccountDetails);
                if (await db.ExecuteAsync(UpdateUsername, new { found.Id, username, key = UserNames.KeyOf(username) }) is 0)
                    return AccountErrors.UsernameTaken;
                await events.RaiseAsync(db, new AccountChanged(found.Id));
                // Caches that look up ids by name assume that a name never changes hands, so they are all cleared.
                await events.RaiseAsync(db, new CachesInvalid());
                return found with { Username = username };
            },
            cancellation);

    private async Task<AccountDetails> EndSessionsAsync(DbSession db, AccountDetails account)
    {
        await db.ExecuteAsync(DeleteSessions, new { account.Id });
        await events.RaiseAsync(db, new SessionsEnded(account.Id));
        return account with { Sessions = 0, LastUsedAt = null };
    }

    private Task<AccountDetails?> ChangeAsync(
        AccountReference account, Func<DbSession, AccountDetails, Task<AccountDetails>> change, CancellationToken cancellation) =>
        database.WriteAsync(
            async db =>
            {
                if (await FindLockedAsync(db, account) is not { } found)
                    return null;
                await events.RaiseAsync(db, new AccountChanged(found.Id));
                return await change(db, found);
            },
            cancellation);

    // Concurrent changes are serialized: the later one builds on the earlier one.
    private static async Task<AccountDetails?> FindLockedAsync(DbSession db, AccountReference account)
    {
        if (await AccountDirectory.FindAsync(db, account) is not { } found)
            return null;
        await db.LockAsync(LockAccount, new { found.Id });
        return await AccountDirectory.FindAsync(db, new AccountReference(found.Id, null, null));
    }
}
