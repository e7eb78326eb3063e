using Linnet.Accounts.Passwords;
using Linnet.Common;
using Linnet.Http;
using Linnet.Http.RateLimits;
using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Accounts.Sessions;

/// <summary>Opens a session for a name and a password.</summary>
internal sealed partial class LoginService(
    Database database,
    PasswordHasher passwords,
    StoredCosts costs,
    SessionService sessions,
    RateLimiter limiter,
    LoginGuard guard,
    ILogger<LoginService> logger)
{
    // lang=sql
    private const string SelectByName = "select id, hashed_password, is_active from users where lower(username) = @key";

    // lang=sql
    private const string ReplaceHash = "update users set hashed_password = @newHash where id = @Id and hashed_password = @oldHash";

    /// <param name="username">In any case, without surrounding space; otherwise not yet validated.</param>
    /// <param name="password">Any text; not yet validated.</param>
    /// <param name="client">The client's name for itself.</param>
    /// <param name="http">Identifies the client to the rate limits.</param>
    /// <param name="cancellation">Cancelled when the client disconnects.</param>
    /// <returns>
    /// Tokens, or <see cref="AccountErrors.IncorrectCredentials"/>, or <see cref="CallerErrors.InactiveUser"/>, or
    /// <see cref="RateLimitErrors.TooManyRequests"/>.
    /// </returns>
    public async Task<Result<Token>> LogInAsync(string username, string password, string client, HttpContext http, CancellationToken cancellation)
    {
        if ((limiter.RefuseLogin(http, username) ?? guard.RefuseLogin(http, username)) is { } refusal)
            return refusal;
        await costs.LearnAsync(cancellation);
        var turn = HashingTurn.Of(http, guard.IsKnown(http, username));
        var login = await database.ReadOneAsync(
            db => db.QuerySingleOrDefaultAsync<Login>(SelectByName, new { key = UserNames.KeyOf(username) }), cancellation);
        var match = await passwords.MatchAsync(password, login?.HashedPassword, turn, cancellation);
        if (match is PasswordMatch.None || login is null)
            return AccountErrors.IncorrectCredentials;
        // Checked after the password, so that only those who know it learn that the account is deactivated.
        if (!login.IsActive)
            return CallerErrors.InactiveUser;
        if (await sessions.OpenAsync(login.Id, login.HashedPassword, client, cancellation) is not { } token)
            return AccountErrors.IncorrectCredentials;
        guard.Remember(http, username);
        if (match is PasswordMatch.Outdated)
            await RenewHashAsync(login, password, turn, cancellation);
        return token;
    }

    /// <summary>Rehashes an old or imported hash at the current cost while the password is available. A failure does not affect the log-in.</summary>
    private async Task RenewHashAsync(Login login, string password, HashingTurn turn, CancellationToken cancellation)
    {
        try
        {
            var newHash = await passwords.HashAsync(password, turn, cancellation);
            await database.WriteAsync(
                db => db.ExecuteAsync(ReplaceHash, new { login.Id, oldHash = login.HashedPassword, newHash }), cancellation);
        }
        catch (OutageException error)
        {
            Log.HashNotRenewed(logger, login.Id, error);
        }
    }

    private sealed class Login
    {
        public long Id { get; init; }

        public string HashedPassword { get; init; } = "";

        public bool IsActive { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(4202, LogLevel.Information, "The password hash of account {AccountId} was not upgraded to the current cost; the next log-in retries")]
        public static partial void HashNotRenewed(ILogger logger, long accountId, Exception error);
    }
}
