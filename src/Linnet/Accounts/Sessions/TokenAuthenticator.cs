using Linnet.Accounts.Tokens;
using Linnet.Common;
using Linnet.Common.Caching;
using Linnet.Events;
using Linnet.Http;
using Linnet.Storage;
using Microsoft.Extensions.Options;

namespace Linnet.Accounts.Sessions;

/// <summary>Resolves access tokens to callers, for REST and for sockets.</summary>
/// <remarks>
/// Two things are cached. First, the content of a token whose signature is valid: it never changes, and it expires with its
/// <c>exp</c>. Only valid tokens are cached, and under their own text rather than the header's: a header can be spelled in
/// many ways, so one account could fill the memory. Second, which sessions of an account exist, until an event changes the
/// account or its sessions. A query that races with such an event adds to the dropped entry, which nothing reads.
/// </remarks>
internal sealed class TokenAuthenticator
{
    // lang=sql
    private const string SelectStanding = """
        select u.is_active, s.id is not null as has_session
        from users u
        left join sessions s on s.id = @SessionId and s.user_id = u.id and s.expires_at > @now
        where u.id = @AccountId and u.deleted_at is null
        """;

    private readonly Database _database;
    private readonly AccessTokens _tokens;
    private readonly TimeProvider _clock;
    private readonly EntityCache<string, AccessGrant> _grants;
    private readonly EntityCache<long, LivingSessions> _living;

    public TokenAuthenticator(
        Database database, EventBus events, AccessTokens tokens, IOptions<TokenCacheOptions> options, CacheMetrics metrics, TimeProvider clock)
    {
        (_database, _tokens, _clock) = (database, tokens, clock);
        _grants = new(options.Value.Tokens);
        _living = new(options.Value.Tokens);
        metrics.Include("tokens", _grants);
        metrics.Include("sessions", _living);
        events.Subscribe(Forget);
    }

    /// <param name="token">The token without the rest of its header.</param>
    /// <param name="cancellation">Cancels the wait for the database.</param>
    /// <returns>The caller and the expiry, or one of <see cref="CallerErrors"/>.</returns>
    public async ValueTask<Result<AccessGrant>> ResolveAsync(ReadOnlyMemory<char> token, CancellationToken cancellation)
    {
        if (_grants.TryGetAlternate(token.Span, out var grant))
            _grants.CountHits(1);
        else
            grant = await VerifyAsync(token);
        if (grant is null)
            return CallerErrors.InvalidToken;
        if (grant.IsOver(Timestamp.Now(_clock)))
            return CallerErrors.TokenExpired;
        var living = (await _living.GetAsync(grant.Caller.AccountId, StartEmpty))!;
        if (living.Contains(grant.Caller.SessionId))
            return grant;
        if (await FindErrorAsync(grant.Caller, cancellation) is { } error)
            return error;
        living.Add(grant.Caller.SessionId);
        return grant;
    }

    private async Task<Error?> FindErrorAsync(Caller caller, CancellationToken cancellation)
    {
        var standing = await _database.ReadOneAsync(
            db => db.QuerySingleOrDefaultAsync<Standing>(
                SelectStanding, new { caller.AccountId, caller.SessionId, now = Timestamp.Now(_clock) }),
            cancellation);
        return standing switch
        {
            null => CallerErrors.SessionEnded,
            // Checked before the session, because deactivation ended it: the response must say that the account is deactivated.
            { IsActive: false } => CallerErrors.InactiveUser,
            { HasSession: false } => CallerErrors.SessionEnded,
            _ => null,
        };
    }

    private async ValueTask<AccessGrant?> VerifyAsync(ReadOnlyMemory<char> token)
    {
        // Checked before verifying or copying the token.
        if (!AccessTokens.CouldBeOurs(token.Span))
            return null;
        _grants.CountMisses(1);
        var text = token.ToString();
        if (await _tokens.ReadAsync(text) is not { } grant)
            return null;
        _grants.Put(text, grant);
        return grant;
    }

    private static Task<(IReadOnlyDictionary<long, LivingSessions> Found, Snapshot AsOf)> StartEmpty(IReadOnlyList<long> accountIds) =>
        Task.FromResult<(IReadOnlyDictionary<long, LivingSessions>, Snapshot)>(
            (accountIds.ToDictionary(accountId => accountId, _ => new LivingSessions()), default));

    private void Forget(DomainEvent @event)
    {
        switch (@event)
        {
            case SessionsEnded ended:
                _living.Drop(ended.AccountId);
                break;
            case AccountChanged changed:
                _living.Drop(changed.AccountId);
                break;
            case AccountDeleted deleted:
                _living.Drop(deleted.AccountId);
                break;
            case EventFeedLost or CachesInvalid:
                _living.Clear();
                break;
        }
    }

    private sealed class Standing
    {
        public bool IsActive { get; init; }

        public bool HasSession { get; init; }
    }

    /// <summary>The last few sessions of one account that were found to exist.</summary>
    private sealed class LivingSessions
    {
        private const int Length = 16;

        private volatile long[] _ids = [];

        public bool Contains(long sessionId) => _ids.Contains(sessionId);

        // Of two concurrent additions one may be lost. That session is then looked up again.
        public void Add(long sessionId) => _ids = [sessionId, .. _ids.Take(Length - 1)];
    }
}
