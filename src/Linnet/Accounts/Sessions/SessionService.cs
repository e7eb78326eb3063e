using Linnet.Accounts.Tokens;
using Linnet.Common;
using Linnet.Events;
using Linnet.Http;
using Linnet.Storage;
using Microsoft.Extensions.Options;

namespace Linnet.Accounts.Sessions;

/// <summary>Opens, renews and ends sessions, and gives them their tokens.</summary>
internal sealed partial class SessionService(
    Database database,
    EventBus events,
    AccessTokens accessTokens,
    IOptions<TokenOptions> options,
    TimeProvider clock,
    ILogger<SessionService> logger)
{
    // lang=sql
    private const string DeleteExpired = "delete from sessions where user_id = @accountId and expires_at <= @now";

    // A change of password or a deactivation that is under way comes before, and is then seen; or it finds this session.
    // lang=sql
    private const string LockAccount = "select id from users where id = @accountId for no key update";

    // lang=sql
    private const string InsertSession = """
        insert into sessions (user_id, family_hash, refresh_hash, client, created_at, last_used_at, expires_at)
        select u.id, @FamilyHash, @RotatingHash, @client, @now, @now, @expiresAt
        from users u
        where u.id = @accountId and u.is_active and u.hashed_password = @verifiedHash
        returning id
        """;

    // Of several uses of one token at once, the first to get here changes the hash that the others look for.
    // lang=sql
    private const string RotateToken = """
        update sessions set refresh_hash = @nextHash, last_used_at = @now, expires_at = @expiresAt
        where family_hash = @familyHash and refresh_hash = @rotatingHash and expires_at > @now
        returning id, user_id
        """;

    // lang=sql
    private const string DeleteFamily = "delete from sessions where family_hash = @familyHash returning id, user_id, expires_at > @now as is_replay";

    // lang=sql
    private const string SelectOwn = """
        select id, client, created_at, last_used_at, expires_at, id = @SessionId as is_current
        from sessions
        where user_id = @AccountId and expires_at > @now
        order by id
        """;

    // lang=sql
    private const string DeleteOwn = "delete from sessions where id = @sessionId and user_id = @accountId and expires_at > @now";

    private readonly TimeSpan _life = TimeSpan.FromDays(options.Value.RefreshTokenDays);

    /// <summary>Opens a session for somebody whose password was verified against <paramref name="verifiedHash"/>.</summary>
    /// <returns>
    /// Its tokens; null when the account was deactivated, deleted or given another password since. Without that condition a
    /// log-in that overtakes a change of password would survive it.
    /// </returns>
    public async Task<Token?> OpenAsync(long accountId, string verifiedHash, string client, CancellationToken cancellation)
    {
        var refresh = RefreshToken.New();
        var sessionId = await database.WriteAsync(
            async db =>
            {
                var now = Timestamp.Now(clock);
                await db.LockAsync(LockAccount, new { accountId });
                await db.ExecuteAsync(DeleteExpired, new { accountId, now });
                return await db.QuerySingleOrDefaultAsync<long?>(
                    InsertSession,
                    new { accountId, verifiedHash, refresh.FamilyHash, refresh.RotatingHash, client, now, expiresAt = now + _life });
            },
            cancellation);
        return sessionId is { } id ? TokensFor(new Caller(accountId, id), refresh) : null;
    }

    /// <summary>Trades a refresh token for new tokens. One that was used before ends its session.</summary>
    /// <returns>The tokens; null when the token is unknown, spent or run out.</returns>
    public async Task<Token?> RenewAsync(string token, CancellationToken cancellation)
    {
        if (RefreshToken.Parse(token) is not { } presented)
            return null;
        var next = presented.Next();
        var (renewed, ended) = await database.WriteAsync(
            async db =>
            {
                var now = Timestamp.Now(clock);
                var (familyHash, rotatingHash, nextHash) = (presented.FamilyHash, presented.RotatingHash, next.RotatingHash);
                if (await db.QuerySingleOrDefaultAsync<SessionRow>(
                        RotateToken, new { familyHash, rotatingHash, nextHash, now, expiresAt = now + _life }) is { } row)
                    return (row, null);
                return ((SessionRow?)null, await EndFamilyAsync(db, familyHash));
            },
            cancellation);
        if (ended is { IsReplay: true })
            Log.SpentTokenUsed(logger, ended.Id, ended.UserId);
        return renewed is null ? null : TokensFor(new Caller(renewed.UserId, renewed.Id), next);
    }

    public Task<List<Session>> ListAsync(Caller caller, CancellationToken cancellation) =>
        database.ReadOneAsync(
            db => db.QueryAsync<Session>(SelectOwn, new { caller.AccountId, caller.SessionId, now = Timestamp.Now(clock) }), cancellation);

    /// <summary>Ends a session of an account: its tokens are dead from now on.</summary>
    /// <returns>Whether the account had it.</returns>
    public Task<bool> EndAsync(long accountId, long sessionId, CancellationToken cancellation) =>
        database.WriteAsync(
            async db =>
            {
                if (await db.ExecuteAsync(DeleteOwn, new { accountId, sessionId, now = Timestamp.Now(clock) }) == 0)
                    return false;
                await events.RaiseAsync(db, new SessionsEnded(accountId));
                return true;
            },
            cancellation);

    /// <summary>Ends the session that a refresh token belongs to, be it the newest of its tokens or a spent one.</summary>
    public async Task EndAsync(string token, CancellationToken cancellation)
    {
        if (RefreshToken.Parse(token) is { FamilyHash: var familyHash })
            await database.WriteAsync(db => EndFamilyAsync(db, familyHash), cancellation);
    }

    private async Task<SessionRow?> EndFamilyAsync(DbSession db, byte[] familyHash)
    {
        var ended = await db.QuerySingleOrDefaultAsync<SessionRow>(DeleteFamily, new { familyHash, now = Timestamp.Now(clock) });
        if (ended is not null)
            await events.RaiseAsync(db, new SessionsEnded(ended.UserId));
        return ended;
    }

    private Token TokensFor(Caller caller, RefreshToken refresh) =>
        new(accessTokens.Issue(caller), "bearer", (long)accessTokens.Life.TotalSeconds, refresh.Encode());

    private sealed class SessionRow
    {
        public long Id { get; init; }

        public long UserId { get; init; }

        public bool IsReplay { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(4201, LogLevel.Warning, "A spent refresh token of session {SessionId} of account {AccountId} was used again; the session was ended")]
        public static partial void SpentTokenUsed(ILogger logger, long sessionId, long accountId);
    }
}
