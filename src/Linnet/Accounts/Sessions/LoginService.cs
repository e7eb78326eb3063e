using Linnet.Accounts.Passwords;
using Linnet.Common;
using Linnet.Http;
using Linnet.Http.RateLimits;
using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Accounts.Sessions;

/// <summary>Trades a name and a password for a session.</summary>
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

    /// <param name="username">In any case, without space around it; else anything a client may send.</param>
    /// <param name="password">Anything a client may send.</param>
    /// <param name="client">What the client calls itself.</param>
    /// <param name="http">From where; for the limits.</param>
    /// <param name="cancellation">The caller went away.</param>
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
        // Not earlier: only a client that knows the password may learn that the account is deactivated.
        if (!login.IsActive)
            return CallerErrors.InactiveUser;
        if (await sessions.OpenAsync(login.Id, login.HashedPassword, client, cancellation) is not { } token)
            return AccountErrors.IncorrectCredentials;
        guard.Remember(http, username);
        if (match is PasswordMatch.Outdated)
            await RenewHashAsync(login, password, turn, cancellation);
        return token;
    }

    /// <summary>Brings an old or imported hash to today's cost, now that the password is at hand. The log-in stands anyway.</summary>
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
        [LoggerMessage(4202, LogLevel.Information, "The password hash of account {AccountId} was not brought to today's cost; its next log-in tries again")]
        public static partial void HashNotRenewed(ILogger logger, long accountId, Exception error);
    }
}
