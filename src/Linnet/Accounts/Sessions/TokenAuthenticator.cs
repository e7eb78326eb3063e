using Linnet.Accounts.Tokens;
using Linnet.Common;
using Linnet.Common.Caching;
using Linnet.Events;
using Linnet.Http;
using Linnet.Storage;
using Microsoft.Extensions.Options;

namespace Linnet.Accounts.Sessions;

/// <summary>Who is behind an access token: the one answer for REST and for sockets.</summary>
/// <remarks>
/// Two things are remembered. What a token says, once its signature is checked: that never changes, and it ends with its
/// <c>exp</c>. Only a token that was found good is kept, under its own text and not that of the header around it: a header
/// has as many spellings as its sender likes, so one account could fill the memory. And which of an account's sessions were found alive, until something happens to the account or its sessions;
/// an answer that was on its way from the database meanwhile is noted in what has been dropped, and so nowhere.
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
        Database database, AccessTokens tokens, IOptions<TokenCacheOptions> options, CacheMetrics metrics, TimeProvider clock)
    {
        (_database, _tokens, _clock) = (database, tokens, clock);
        _grants = new(options.Value.Tokens);
        _living = new(options.Value.Tokens);
        metrics.Include("tokens", _grants);
        metrics.Include("sessions", _living);
    }

    public static EventSubscription<TokenAuthenticator> Subscribe(EventSubscription<TokenAuthenticator> on) => on
        .On<SessionsEnded>((tokens, ended) => tokens._living.Drop(ended.AccountId))
        .On<AccountChanged>((tokens, changed) => tokens._living.Drop(changed.AccountId))
        .On<AccountDeleted>((tokens, deleted) => tokens._living.Drop(deleted.AccountId))
        .OnInvalid(tokens => tokens._living.Clear());

    /// <param name="token">Alone, without the header that it came in.</param>
    /// <param name="cancellation">Ends a wait for the database.</param>
    /// <returns>The caller and for how long, or what is wrong: one of <see cref="CallerErrors"/>.</returns>
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
            // Checked before the session, which the deactivation ended: the client learns the actual reason.
            { IsActive: false } => CallerErrors.InactiveUser,
            { HasSession: false } => CallerErrors.SessionEnded,
            _ => null,
        };
    }

    private async ValueTask<AccessGrant?> VerifyAsync(ReadOnlyMemory<char> token)
    {
        // Before any work on it, and before a copy of it is made.
        if (!AccessTokens.CouldBeOurs(token.Span))
            return null;
        _grants.CountMisses(1);
        var text = token.ToString();
        if (await _tokens.ReadAsync(text) is not { } grant)
            return null;
        _grants.Put(text, grant);
        return grant;
    }

    private static Task<Loaded<long, LivingSessions>> StartEmpty(IReadOnlyList<long> accountIds) =>
        Task.FromResult(new Loaded<long, LivingSessions>(accountIds.ToDictionary(accountId => accountId, _ => new LivingSessions()), default));

    private sealed class Standing
    {
        public bool IsActive { get; init; }

        public bool HasSession { get; init; }
    }

    /// <summary>Sessions of one account that were found alive; the last few of them.</summary>
    private sealed class LivingSessions
    {
        private const int Length = 16;

        private volatile long[] _ids = [];

        public bool Contains(long sessionId) => _ids.Contains(sessionId);

        // Of two concurrent additions one may be lost; it is then looked up again.
        public void Add(long sessionId) => _ids = [sessionId, .. _ids.Take(Length - 1)];
    }
}
