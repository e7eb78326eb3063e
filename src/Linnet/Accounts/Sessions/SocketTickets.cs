using System.Buffers.Text;
using System.Security.Cryptography;
using Linnet.Accounts.Tokens;
using Linnet.Common;
using Linnet.Http;
using Linnet.Storage;

namespace Linnet.Accounts.Sessions;

/// <summary>
/// Tickets for live connections, valid for one use within half a minute: a URL, which proxies log, then contains nothing that
/// is useful to somebody who reads the log.
/// </summary>
/// <remarks>
/// Each ticket is a row that holds only its hash. The node that deletes the row has used the ticket. It is deleted with its session.
/// </remarks>
internal sealed class SocketTickets(Database database, TimeProvider clock)
{
    private const int Length = 16;

    private static readonly TimeSpan Life = TimeSpan.FromSeconds(30);

    // Removes the session's unused tickets, so that a client that reconnects repeatedly leaves at most one behind.
    // lang=sql
    private const string DeleteExpired = "delete from socket_tickets where session_id = @SessionId and expires_at <= @now";

    // lang=sql
    private const string Insert = """
        insert into socket_tickets (ticket_hash, session_id, grant_ends_at, expires_at)
        select @hash, s.id, @grantEndsAt, @expiresAt from sessions s where s.id = @SessionId and s.user_id = @AccountId
        """;

    // lang=sql
    private const string Exists = "select exists (select 1 from socket_tickets where ticket_hash = @hash)";

    // lang=sql
    private const string Take = "delete from socket_tickets where ticket_hash = @hash returning session_id, grant_ends_at, expires_at";

    // lang=sql
    private const string SelectOwner = """
        select u.id, u.is_active from sessions s join users u on u.id = s.user_id where s.id = @SessionId and s.expires_at > @now
        """;

    /// <param name="grant">The caller of the connection, and how long it may last.</param>
    /// <param name="cancellation">Cancelled when the client disconnects.</param>
    /// <returns>A ticket, or <see cref="CallerErrors.SessionEnded"/>.</returns>
    public async Task<Result<SocketTicket>> IssueAsync(AccessGrant grant, CancellationToken cancellation)
    {
        var secret = RandomNumberGenerator.GetBytes(Length);
        var isOpen = await database.WriteAsync(
            async db =>
            {
                var now = Timestamp.Now(clock);
                await db.ExecuteAsync(DeleteExpired, new { grant.Caller.SessionId, now });
                return await db.ExecuteAsync(
                    Insert,
                    new
                    {
                        hash = SHA256.HashData(secret),
                        grant.Caller.SessionId,
                        grant.Caller.AccountId,
                        grantEndsAt = grant.ExpiresAt,
                        expiresAt = now + Life,
                    }) > 0;
            },
            cancellation);
        return isOpen ? new SocketTicket(Base64Url.EncodeToString(secret), (long)Life.TotalSeconds) : CallerErrors.SessionEnded;
    }

    /// <summary>Redeems a ticket, which uses it up.</summary>
    /// <param name="ticket">Any text; not yet validated.</param>
    /// <param name="cancellation">Cancelled when the client disconnects.</param>
    /// <returns>The grant of the token that requested the ticket, or <see cref="AccountErrors.InvalidTicket"/>, or one of <see cref="CallerErrors"/>.</returns>
    public async Task<Result<AccessGrant>> RedeemAsync(string ticket, CancellationToken cancellation)
    {
        if (!Base64Url.IsValid(ticket, out var length) || length != Length)
            return AccountErrors.InvalidTicket;
        var hash = SHA256.HashData(Base64Url.DecodeFromChars(ticket));
        // A forged ticket costs a read, not a place in the queue of writes.
        if (!await database.ReadOneAsync(db => db.QuerySingleAsync<bool>(Exists, new { hash }), cancellation))
            return AccountErrors.InvalidTicket;
        var (taken, owner) = await database.WriteAsync(
            async db =>
            {
                if (await db.QuerySingleOrDefaultAsync<Taken>(Take, new { hash }) is not { } row)
                    return default;
                return (row, await db.QuerySingleOrDefaultAsync<Owner>(SelectOwner, new { row.SessionId, now = Timestamp.Now(clock) }));
            },
            cancellation);
        var now = Timestamp.Now(clock);
        if (taken is null || taken.ExpiresAt <= now)
            return AccountErrors.InvalidTicket;
        if (taken.GrantEndsAt <= now)
            return CallerErrors.TokenExpired;
        if (owner is null)
            return CallerErrors.SessionEnded;
        return owner.IsActive ? new AccessGrant(new Caller(owner.Id, taken.SessionId), taken.GrantEndsAt) : CallerErrors.InactiveUser;
    }

    private sealed class Taken
    {
        public long SessionId { get; init; }

        public Timestamp GrantEndsAt { get; init; }

        public Timestamp ExpiresAt { get; init; }
    }

    private sealed class Owner
    {
        public long Id { get; init; }

        public bool IsActive { get; init; }
    }
}
