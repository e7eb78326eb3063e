using Linnet.Accounts.Deletion;
using Linnet.Accounts.Passwords;
using Linnet.Accounts.Sessions;
using Linnet.Common;
using Linnet.Events;
using Linnet.Http;
using Linnet.Http.Input;
using Linnet.Relations;
using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Accounts;

/// <summary>Registers, updates and deletes accounts for the accounts themselves.</summary>
internal sealed partial class AccountService(
    Database database,
    EventBus events,
    PasswordHasher passwords,
    AccountDeleter erasure,
    TimeProvider clock,
    ILogger<AccountService> logger)
{
    // lang=sql
    private const string InsertUser = """
        insert into users (username, email, hashed_password, full_name, bio, created_at)
        values (@Username, @Email, @hash, @FullName, @Bio, @now)
        on conflict do nothing
        returning id
        """;

    // lang=sql
    private const string UsernameIsTaken = "select exists (select 1 from users where lower(username) = @key)";

    // lang=sql
    private const string EmailIsTaken = "select exists (select 1 from users where lower(email) = @key and id <> @exceptId)";

    // Concurrent changes are serialized: the later one builds on the earlier one, and no session opens with the old password after a change.
    // lang=sql
    private const string LockForChange = "select id from users where id = @accountId for no key update";

    // lang=sql
    private const string HasSession = "select exists (select 1 from sessions where id = @SessionId and user_id = @AccountId)";

    // lang=sql
    private const string UpdateProfile = "update users set email = @Email, full_name = @FullName, bio = @Bio, is_locked = @IsLocked where id = @Id";

    // lang=sql
    private const string UpdatePassword = "update users set hashed_password = @hash where id = @AccountId";

    // lang=sql
    private const string EndOtherSessions = "delete from sessions where user_id = @AccountId and id <> @SessionId";

    // Enough to erase nearly every account before the response, so that every count is already correct.
    private static readonly TimeSpan ErasureWait = TimeSpan.FromMilliseconds(500);

    /// <returns>The account, or <see cref="AccountErrors.UsernameTaken"/>, or <see cref="AccountErrors.EmailTaken"/>.</returns>
    public async Task<Result<Account>> RegisterAsync(Registration registration, HashingTurn turn, CancellationToken cancellation)
    {
        // Checked here so that a taken name does not cost a hash. The insert alone decides.
        if (await database.ReadAsync(db => FindClashAsync(db, registration), cancellation) is { } clash)
            return clash;
        var hash = await passwords.HashAsync(registration.Password, turn, cancellation);
        var outcome = await database.WriteAsync<Result<Account>>(
            async db =>
            {
                var (it, now) = (registration, Timestamp.Now(clock));
                if (await db.QuerySingleOrDefaultAsync<long?>(
                        InsertUser, new { it.Username, it.Email, hash, it.FullName, it.Bio, now }) is not { } id)
                    return await FindClashAsync(db, registration) ?? AccountErrors.UsernameTaken;
                await events.RaiseAsync(db, new AccountRegistered(id));
                return (await AccountQueries.FindAsync(db, id))!;
            },
            cancellation);
        if (outcome.Succeeded(out var account, out _))
            Log.Registered(logger, account.Id);
        return outcome;
    }

    /// <summary>A new password ends every session but the caller's, which gets a new refresh token.</summary>
    /// <returns>The updated account, or <see cref="AccountErrors.EmailTaken"/>, or <see cref="CallerErrors.SessionEnded"/>.</returns>
    public async Task<Result<UpdatedAccount>> UpdateAsync(Caller caller, AccountUpdate update, HashingTurn turn, CancellationToken cancellation)
    {
        var hash = update.Password is null ? null : await passwords.HashAsync(update.Password, turn, cancellation);
        var outcome = await database.WriteAsync<Result<UpdatedAccount>>(
            async db =>
            {
                await db.LockAsync(LockForChange, new { accountId = caller.AccountId });
                // A concurrent change of password may have ended this session. Its proof of the old password no longer counts.
                if (!await db.QuerySingleAsync<bool>(HasSession, new { caller.AccountId, caller.SessionId })
                    || await AccountQueries.FindAsync(db, caller.AccountId) is not { } account)
                    return CallerErrors.SessionEnded;
                var email = update.Email ?? account.Email;
                if (await db.QuerySingleAsync<bool>(EmailIsTaken, new { key = EmailAddress.KeyOf(email), exceptId = account.Id }))
                    return AccountErrors.EmailTaken;
                var changed = account with
                {
                    Email = email,
                    FullName = update.FullName.Or(account.FullName),
                    Bio = update.Bio.Or(account.Bio),
                    IsLocked = update.IsLocked ?? account.IsLocked,
                };
                await db.ExecuteAsync(UpdateProfile, new { changed.Id, changed.Email, changed.FullName, changed.Bio, changed.IsLocked });
                if (account.IsLocked && !changed.IsLocked)
                    await FollowRequestService.AcceptAllAsync(db, account.Id, Timestamp.Now(clock));
                string? refreshToken = null;
                if (hash is not null)
                {
                    refreshToken = await SessionService.ReplaceTokenAsync(db, caller);
                    await db.ExecuteAsync(UpdatePassword, new { caller.AccountId, hash });
                    await db.ExecuteAsync(EndOtherSessions, new { caller.AccountId, caller.SessionId });
                    await events.RaiseAsync(db, new SessionsEnded(caller.AccountId));
                }
                await events.RaiseAsync(db, new AccountChanged(caller.AccountId));
                return new UpdatedAccount(changed, refreshToken);
            },
            cancellation);
        if (hash is not null && outcome.Succeeded(out _, out _))
            Log.PasswordChanged(logger, caller.AccountId);
        return outcome;
    }

    /// <summary>
    /// Deletes an account with everything it wrote, and removes it from every count. Nothing shows it once this returns; the
    /// remaining rows of a large account are removed in the background. Deleting it twice is not an error.
    /// </summary>
    public async Task DeleteAsync(long accountId, CancellationToken cancellation)
    {
        if (!await database.WriteAsync(db => erasure.MarkAsync(db, accountId), cancellation))
            return;
        Log.Deleted(logger, accountId);
        try
        {
            if (await erasure.EraseAsync(accountId, ErasureWait, cancellation))
                return;
        }
        catch (Exception error) when (error is OutageException or OperationCanceledException)
        {
            // The account is already gone. The background worker removes its rows.
        }
        erasure.Wake();
    }

    private static async Task<Error?> FindClashAsync(DbSession db, Registration registration)
    {
        if (await db.QuerySingleAsync<bool>(UsernameIsTaken, new { key = UserNames.KeyOf(registration.Username) }))
            return AccountErrors.UsernameTaken;
        return await db.QuerySingleAsync<bool>(EmailIsTaken, new { key = EmailAddress.KeyOf(registration.Email), exceptId = 0L }) ? AccountErrors.EmailTaken : null;
    }

    private static partial class Log
    {
        [LoggerMessage(4101, LogLevel.Information, "Account {AccountId} was registered")]
        public static partial void Registered(ILogger logger, long accountId);

        [LoggerMessage(4102, LogLevel.Information, "Account {AccountId} changed its password")]
        public static partial void PasswordChanged(ILogger logger, long accountId);

        [LoggerMessage(4103, LogLevel.Information, "Account {AccountId} was deleted at its own request")]
        public static partial void Deleted(ILogger logger, long accountId);
    }
}

/// <param name="Account">The account after the update.</param>
/// <param name="RefreshToken">The session's new refresh token after a change of password; otherwise null.</param>
internal sealed record UpdatedAccount(Account Account, string? RefreshToken);
