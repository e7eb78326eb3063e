using Linnet.Accounts.Passwords;
using Linnet.Common;
using Linnet.Http;
using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Accounts.Sessions;

/// <summary>Trades a name and a password for a session.</summary>
internal sealed partial class LoginService(Database database, PasswordHasher passwords, SessionService sessions, ILogger<LoginService> logger)
{
    // lang=sql
    private const string SelectByName = "select id, hashed_password, is_active from users where lower(username) = @key";

    // lang=sql
    private const string ReplaceHash = "update users set hashed_password = @newHash where id = @Id and hashed_password = @oldHash";

    /// <param name="username">In any case; anything a client may send.</param>
    /// <param name="password">Anything a client may send.</param>
    /// <param name="client">What the client calls itself.</param>
    /// <param name="cancellation">The caller went away.</param>
    /// <returns>Tokens, or <see cref="AccountFaults.IncorrectCredentials"/>, or <see cref="CallerFaults.InactiveUser"/>.</returns>
    public async Task<Result<Token>> LogInAsync(string username, string password, string client, CancellationToken cancellation)
    {
        var login = await database.ReadOneAsync(
            db => db.QuerySingleOrDefaultAsync<Login>(SelectByName, new { key = UserNames.KeyOf(username) }), cancellation);
        if (!await passwords.VerifyAsync(password, login?.HashedPassword, cancellation) || login is null)
            return AccountFaults.IncorrectCredentials;
        // Only now: that an account is switched off is told to those who know its password.
        if (!login.IsActive)
            return CallerFaults.InactiveUser;
        if (await sessions.OpenAsync(login.Id, login.HashedPassword, client, cancellation) is not { } token)
            return AccountFaults.IncorrectCredentials;
        if (passwords.IsOutdated(login.HashedPassword))
            await RenewHashAsync(login, password, cancellation);
        return token;
    }

    /// <summary>Brings an old or imported hash to today's cost, now that the password is at hand. The log-in stands anyway.</summary>
    private async Task RenewHashAsync(Login login, string password, CancellationToken cancellation)
    {
        try
        {
            var newHash = await passwords.HashAsync(password, cancellation);
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
