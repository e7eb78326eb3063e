using Linnet.Events;
using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Accounts;

/// <summary>What an operator does to accounts from the command line. All methods give null when nobody has the name.</summary>
internal sealed class AccountAdministration(Database database, EventBus events)
{
    // lang=sql
    private const string UpdateIsActive = "update users set is_active = @isActive where id = @Id";

    // lang=sql
    private const string UpdateIsVerified = "update users set is_verified = @isVerified where id = @Id";

    // lang=sql
    private const string EndSessions = "delete from sessions where user_id = @Id";

    public Task<Account?> FindAsync(string username, CancellationToken cancellation) =>
        database.ReadOneAsync(db => AccountProjection.FindAsync(db, UserNames.KeyOf(username)), cancellation);

    /// <summary>Switches an account off, which ends its sessions: a token of before stays dead when it is switched on again.</summary>
    public Task<Account?> DeactivateAsync(string username, CancellationToken cancellation) =>
        ChangeAsync(
            username,
            async (db, account) =>
            {
                await db.ExecuteAsync(UpdateIsActive, new { account.Id, isActive = false });
                await db.ExecuteAsync(EndSessions, new { account.Id });
                await events.RaiseAsync(db, new SessionsEnded(account.Id));
                return account with { IsActive = false };
            },
            cancellation);

    public Task<Account?> ActivateAsync(string username, CancellationToken cancellation) =>
        ChangeAsync(
            username,
            async (db, account) =>
            {
                await db.ExecuteAsync(UpdateIsActive, new { account.Id, isActive = true });
                return account with { IsActive = true };
            },
            cancellation);

    public Task<Account?> SetVerifiedAsync(string username, bool isVerified, CancellationToken cancellation) =>
        ChangeAsync(
            username,
            async (db, account) =>
            {
                await db.ExecuteAsync(UpdateIsVerified, new { account.Id, isVerified });
                return account with { IsVerified = isVerified };
            },
            cancellation);

    private Task<Account?> ChangeAsync(string username, Func<DbSession, Account, Task<Account>> change, CancellationToken cancellation) =>
        database.WriteAsync(
            async db =>
            {
                if (await AccountProjection.FindAsync(db, UserNames.KeyOf(username)) is not { } account)
                    return null;
                await events.RaiseAsync(db, new AccountChanged(account.Id));
                return await change(db, account);
            },
            cancellation);
}
