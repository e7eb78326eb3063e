using Linnet.Accounts.Passwords;
using Linnet.Common;
using Linnet.Http;
using Linnet.Http.Input;
using Linnet.Http.RateLimits;
using Linnet.Storage;
using Microsoft.Extensions.Options;

namespace Linnet.Accounts;

/// <summary>
/// Requires the current password before any change that could cost a user the account: a token found in a log is not enough
/// for a new password, a new address or a deletion.
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

    /// <summary>Requires proof only where the update changes the password or the address.</summary>
    /// <returns>Why the update is rejected; null when it is allowed.</returns>
    public async Task<Error?> FindErrorAsync(Caller caller, AccountUpdate update, HttpContext http, CancellationToken cancellation)
    {
        if (update.Password is null && update.Email is null)
            return null;
        if (await FindStandingAsync(caller, cancellation) is not { } standing)
            return CallerErrors.SessionEnded;
        // Profile forms send the unchanged address too.
        var changesAddress = update.Email is not null && EmailAddress.KeyOf(update.Email) != EmailAddress.KeyOf(standing.Email);
        if (update.Password is null && !changesAddress)
            return null;
        if (await FindErrorAsync(caller, standing, update.CurrentPassword, http, cancellation) is { } error)
            return error;
        return changesAddress ? limiter.RefuseAddressChange(http, caller.AccountId) : null;
    }

    /// <param name="caller">The account to delete.</param>
    /// <param name="currentPassword">Any text, or null; not yet validated.</param>
    /// <param name="http">Identifies the client to the rate limits.</param>
    /// <param name="cancellation">Cancelled when the client disconnects.</param>
    /// <returns>Why the deletion is rejected; null when it is allowed.</returns>
    public async Task<Error?> FindErrorAsync(Caller caller, string? currentPassword, HttpContext http, CancellationToken cancellation) =>
        await FindStandingAsync(caller, cancellation) is { } standing
            ? await FindErrorAsync(caller, standing, currentPassword, http, cancellation)
            : CallerErrors.SessionEnded;

    private async Task<Error?> FindErrorAsync(
        Caller caller, Standing standing, string? currentPassword, HttpContext http, CancellationToken cancellation)
    {
        if (currentPassword is null)
            return standing.ProvedAt + _grace > Timestamp.Now(clock) ? null : AccountErrors.CurrentPasswordRequired;
        // Shares the log-in's limit, so this adds no guesses.
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
