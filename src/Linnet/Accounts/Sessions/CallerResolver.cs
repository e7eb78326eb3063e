using Linnet.Accounts.Tokens;
using Linnet.Common;
using Linnet.Http;
using Linnet.Storage;

namespace Linnet.Accounts.Sessions;

/// <summary>Who is behind an access token: the one answer for REST and for sockets.</summary>
internal sealed class CallerResolver(Database database, AccessTokens tokens, TimeProvider clock)
{
    // lang=sql
    private const string SelectStanding = """
        select u.is_active, s.id is not null as has_session
        from users u
        left join sessions s on s.id = @SessionId and s.user_id = u.id and s.expires_at > @now
        where u.id = @AccountId
        """;

    /// <returns>The caller and for how long, or <see cref="CallerFaults.InvalidToken"/>, or <see cref="CallerFaults.InactiveUser"/>.</returns>
    public async Task<Result<AccessGrant>> ResolveAsync(string token, CancellationToken cancellation)
    {
        if (await tokens.ReadAsync(token) is not { } grant)
            return CallerFaults.InvalidToken;
        var standing = await database.ReadAsync(
            db => db.QuerySingleOrDefaultAsync<Standing>(
                SelectStanding, new { grant.Caller.AccountId, grant.Caller.SessionId, now = Timestamp.Now(clock) }),
            cancellation);
        return standing switch
        {
            null => CallerFaults.InvalidToken,
            // Before the session, which went with the deactivation: whose account is switched off is told so.
            { IsActive: false } => CallerFaults.InactiveUser,
            { HasSession: false } => CallerFaults.InvalidToken,
            _ => grant,
        };
    }

    private sealed class Standing
    {
        public bool IsActive { get; init; }

        public bool HasSession { get; init; }
    }
}
