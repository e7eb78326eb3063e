using Linnet.Accounts.Tokens;
using Linnet.Common;
using Linnet.Events;
using Linnet.Http;
using Linnet.Storage;
using Microsoft.Extensions.Options;

namespace Linnet.Accounts.Sessions;

/// <summary>Opens, refreshes and ends sessions, and issues their tokens.</summary>
internal sealed partial class SessionService(
    Database database,
    EventBus events,
    AccessTokens accessTokens,
    SigningKey key,
    IOptions<TokenOptions> options,
    TimeProvider clock,
    ILogger<SessionService> logger)
{
    // How long a spent token still gets the same successor, for a client that lost the response.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    // lang=sql
    private const string DeleteExpired = "delete from sessions where user_id = @ownerId and expires_at <= @now";

    // lang=sql
    private const string DeleteBeyond = """
        delete from sessions
        where user_id = @ownerId
          and id not in (select id from sessions where user_id = @ownerId order by last_used_at desc, id desc limit @others)
        """;

    // Serializes with a change of password or a deactivation: either this log-in sees the change, or the change ends this session.
    // lang=sql
    private const string LockAccount = "select id from users where id = @accountId for no key update";

    // lang=sql
    private const string InsertSession = """
        insert into sessions (user_id, family_hash, refresh_hash, client, created_at, last_used_at, expires_at, proved_at)
        select u.id, @FamilyHash, @RotatingHash, @client, @now, @now, @expiresAt, @now
        from users u
        where u.id = @accountId and u.is_active and u.hashed_password = @verifiedHash
        returning id
        """;

    // Of concurrent uses of one token, the first changes the hash that the others look for.
    // lang=sql
    private const string RotateToken = """
        update sessions set
            refresh_hash = @nextHash,
            last_used_at = case when last_used_at > @now then last_used_at else @now end,
            expires_at = case when @expiresAt < created_at + @longest then @expiresAt else created_at + @longest end
        where family_hash = @familyHash and refresh_hash = @rotatingHash and expires_at > @now
        returning id, user_id, expires_at
        """;

    // Finds a spent token whose successor is the session's latest, is recent and was made for this client: its response was lost.
    // Recent in both directions, because the clocks of nodes differ slightly and may be set back.
    // lang=sql
    private const string SelectSuccessor = """
        select id, user_id, expires_at from sessions
        where family_hash = @familyHash and refresh_hash = @nextHash and expires_at > @now
          and last_used_at between @now - @grace and @now + @grace
        """;

    // lang=sql
    private const string ReplaceToken = """
        update sessions set family_hash = @FamilyHash, refresh_hash = @RotatingHash
        where id = @SessionId and user_id = @AccountId
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

    private readonly TimeSpan _longest = TimeSpan.FromDays(options.Value.SessionDays);
    private readonly TimeSpan _life = TimeSpan.FromDays(Math.Min(options.Value.RefreshTokenDays, options.Value.SessionDays));
    private readonly Lazy<byte[]> _successorKey = new(() => key.DeriveFor("refresh token"));

    /// <summary>Opens a session after the password was verified against <paramref name="verifiedHash"/>.</summary>
    /// <returns>
    /// The tokens; null when the account has since been deactivated, deleted or given another password. Without that condition a
    /// log-in that races with a change of password would survive it.
    /// </returns>
    public async Task<Token?> OpenAsync(long accountId, string verifiedHash, string client, CancellationToken cancellation)
    {
        var refresh = RefreshToken.New();
        var opened = await database.WriteAsync(
            async db =>
            {
                var now = Timestamp.Now(clock);
                var expiresAt = now + _life;
                await db.LockAsync(LockAccount, new { accountId });
                await MakeRoomAsync(db, accountId, now);
                var id = await db.QuerySingleOrDefaultAsync<long?>(
                    InsertSession, new { accountId, verifiedHash, refresh.FamilyHash, refresh.RotatingHash, client, now, expiresAt });
                return id is null ? null : new SessionRow { Id = id.Value, UserId = accountId, ExpiresAt = expiresAt };
            },
            cancellation);
        return opened is null ? null : TokensFor(opened, refresh);
    }

    /// <summary>
    /// Exchanges a refresh token for new tokens. Using a token twice ends its session, unless the same client did so within
    /// moments: then the response was lost, and the client gets the same successor.
    /// </summary>
    /// <param name="token">Any text; not yet validated.</param>
    /// <param name="client">The client's name for itself.</param>
    /// <param name="cancellation">Cancelled when the client disconnects.</param>
    /// <returns>The tokens, or <see cref="CallerErrors.InvalidToken"/>, or <see cref="CallerErrors.SessionEnded"/>.</returns>
    public async Task<Result<Token>> RenewAsync(string token, string client, CancellationToken cancellation)
    {
        if (RefreshToken.Parse(token) is not { } presented)
            return CallerErrors.InvalidToken;
        var next = presented.Next(_successorKey.Value, client);
        var (renewed, ended) = await database.WriteAsync(
            async db =>
            {
                var now = Timestamp.Now(clock);
                var (familyHash, rotatingHash, nextHash) = (presented.FamilyHash, presented.RotatingHash, next.RotatingHash);
                var row = await db.QuerySingleOrDefaultAsync<SessionRow>(
                        RotateToken, new { familyHash, rotatingHash, nextHash, now, expiresAt = now + _life, longest = MicrosecondsOf(_longest) })
                    ?? await db.QuerySingleOrDefaultAsync<SessionRow>(
                        SelectSuccessor, new { familyHash, nextHash, now, grace = MicrosecondsOf(Grace) });
                // The setting for a session's length may have been lowered since the session began.
                if (row is not null && row.ExpiresAt > now)
                    return (row, null);
                return ((SessionRow?)null, await EndFamilyAsync(db, familyHash));
            },
            cancellation);
        if (ended is { IsReplay: true })
            Log.SpentTokenUsed(logger, ended.Id, ended.UserId);
        return renewed is null ? CallerErrors.SessionEnded : TokensFor(renewed, next);
    }

    /// <summary>
    /// Replaces a session's refresh token inside a write that changes its account's password, so that no copy of the old token
    /// stays valid. Using the old token ends nothing, because it is unknown from then on.
    /// </summary>
    public static async Task<string> ReplaceTokenAsync(DbSession db, Caller caller)
    {
        var refresh = RefreshToken.New();
        await db.ExecuteAsync(ReplaceToken, new { refresh.FamilyHash, refresh.RotatingHash, caller.AccountId, caller.SessionId });
        return refresh.Encode();
    }

    public Task<List<Session>> ListAsync(Caller caller, CancellationToken cancellation) =>
        database.ReadOneAsync(
            db => db.QueryAsync<Session>(SelectOwn, new { caller.AccountId, caller.SessionId, now = Timestamp.Now(clock) }), cancellation);

    /// <summary>Ends a session of an account; its tokens become invalid.</summary>
    /// <returns>Whether the account had this session.</returns>
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

    /// <summary>Ends the session of a refresh token, whether the token is its latest or a spent one.</summary>
    public async Task EndAsync(string token, CancellationToken cancellation)
    {
        if (RefreshToken.Parse(token) is { FamilyHash: var familyHash })
            await database.WriteAsync(db => EndFamilyAsync(db, familyHash), cancellation);
    }

    private async Task MakeRoomAsync(DbSession db, long ownerId, Timestamp now)
    {
        await db.ExecuteAsync(DeleteExpired, new { ownerId, now });
        if (await db.ExecuteAsync(DeleteBeyond, new { ownerId, others = options.Value.SessionsPerAccount - 1 }) > 0)
            await events.RaiseAsync(db, new SessionsEnded(ownerId));
    }

    private async Task<SessionRow?> EndFamilyAsync(DbSession db, byte[] familyHash)
    {
        var ended = await db.QuerySingleOrDefaultAsync<SessionRow>(DeleteFamily, new { familyHash, now = Timestamp.Now(clock) });
        if (ended is not null)
            await events.RaiseAsync(db, new SessionsEnded(ended.UserId));
        return ended;
    }

    /// <summary>An access token expires with its session at the latest, so a cached session needs no second check of the time.</summary>
    private Token TokensFor(SessionRow session, RefreshToken refresh)
    {
        var rest = session.ExpiresAt - Timestamp.Now(clock);
        var life = rest < accessTokens.Life ? rest : accessTokens.Life;
        return new(accessTokens.Issue(new Caller(session.UserId, session.Id), life), "bearer", (long)life.TotalSeconds, refresh.Encode());
    }

    private static long MicrosecondsOf(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    private sealed class SessionRow
    {
        public long Id { get; init; }

        public long UserId { get; init; }

        public Timestamp ExpiresAt { get; init; }

        public bool IsReplay { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(4201, LogLevel.Warning, "A spent refresh token of session {SessionId} of account {AccountId} was reused; the session was ended")]
        public static partial void SpentTokenUsed(ILogger logger, long sessionId, long accountId);
    }
}
