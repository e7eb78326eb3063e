using Linnet.Accounts.Passwords;
using Linnet.Common;
using Linnet.Http;
using Linnet.Http.Input;
using Linnet.Http.RateLimits;
using Linnet.Storage;
using Microsoft.Extensions.Options;

namespace Linnet.Accounts;

/// <summary>
/// Requires the current password for everything that could take an account from its owner: a token from a log is not enough
/// for a new password, a new address or the end of the account.
/// </summary>
internal sealed class PasswordProof(
    Database database, PasswordHasher passwords, RateLimiter limiter, IOptions<AccountOptions> options, TimeProvider clock)
{
    // lang=sql
    private const string SelectStanding = """
        select u.username, u.email, u.hashed_password, s.proved_at
        from users u
        join sessions s on s.user_id = u.id and s.id = @SessionId
        where u.id = @AccountId
        """;

    // lang=sql
    private const string RenewProof = "update sessions set proved_at = @now where id = @SessionId and user_id = @AccountId";

    private readonly TimeSpan _grace = TimeSpan.FromMinutes(options.Value.PasswordGraceMinutes);

    /// <summary>Asks where the update changes the password or the address; anything else needs no proof.</summary>
    /// <returns>Why the update may not be made; null when it may.</returns>
    public async Task<Error?> FindErrorAsync(Caller caller, AccountUpdate update, HttpContext http, CancellationToken cancellation)
    {
        if (update.Password is null && update.Email is null)
            return null;
        if (await FindStandingAsync(caller, cancellation) is not { } standing)
            return CallerErrors.SessionEnded;
        // A profile form sends the address along that is there already.
        var changesAddress = update.Email is not null && EmailAddress.KeyOf(update.Email) != EmailAddress.KeyOf(standing.Email);
        if (update.Password is null && !changesAddress)
            return null;
        if (await FindErrorAsync(caller, standing, update.CurrentPassword, http, cancellation) is { } error)
            return error;
        return changesAddress ? limiter.RefuseAddressChange(http, caller.AccountId) : null;
    }

    /// <param name="caller">Whose account is to be deleted.</param>
    /// <param name="currentPassword">Anything a client may send, or null.</param>
    /// <param name="http">For the limits.</param>
    /// <param name="cancellation">The caller went away.</param>
    /// <returns>Why the account may not be deleted; null when it may.</returns>
    public async Task<Error?> FindErrorAsync(Caller caller, string? currentPassword, HttpContext http, CancellationToken cancellation) =>
        await FindStandingAsync(caller, cancellation) is { } standing
            ? await FindErrorAsync(caller, standing, currentPassword, http, cancellation)
            : CallerErrors.SessionEnded;

    private async Task<Error?> FindErrorAsync(
        Caller caller, Standing standing, string? currentPassword, HttpContext http, CancellationToken cancellation)
    {
        if (currentPassword is null)
            return standing.ProvedAt + _grace > Timestamp.Now(clock) ? null : AccountErrors.CurrentPasswordRequired;
        // The same count as at the log-in: here are no more guesses than there.
        if (limiter.RefuseLogin(http, standing.Username) is { } refusal)
            return refusal;
        if (!await passwords.VerifyAsync(currentPassword, standing.HashedPassword, HashingTurn.Of(http), cancellation))
            return AccountErrors.WrongPassword;
        await database.WriteAsync(
            db => db.ExecuteAsync(RenewProof, new { caller.AccountId, caller.SessionId, now = Timestamp.Now(clock) }), cancellation);
        return null;
    }

    private Task<Standing?> FindStandingAsync(Caller caller, CancellationToken cancellation) =>
        database.ReadOneAsync(
            db => db.QuerySingleOrDefaultAsync<Standing>(SelectStanding, new { caller.AccountId, caller.SessionId }), cancellation);

    private sealed class Standing
    {
        public string Username { get; init; } = "";

        public string Email { get; init; } = "";

        public string HashedPassword { get; init; } = "";

        public Timestamp ProvedAt { get; init; }
    }
}
