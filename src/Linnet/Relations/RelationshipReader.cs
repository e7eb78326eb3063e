using Linnet.Storage;

namespace Linnet.Relations;

/// <summary>Reads how an account and others stand to each other.</summary>
internal sealed class RelationshipReader(Database database)
{
    // lang=sql
    private const string Select = """
        select u.id,
               f.follower_id is not null as following,
               exists (select 1 from follow_requests r where r.requester_id = @accountId and r.target_id = u.id) as requested,
               exists (select 1 from follows b where b.follower_id = u.id and b.followed_id = @accountId) as followed_by,
               exists (select 1 from follow_requests r where r.requester_id = u.id and r.target_id = @accountId) as requested_by,
               exists (select 1 from blocks b where b.blocker_id = @accountId and b.blocked_id = u.id) as blocking,
               exists (select 1 from blocks b where b.blocker_id = u.id and b.blocked_id = @accountId) as blocked_by,
               m.muter_id is not null as muting,
               coalesce(m.hides_notifications, false) as muting_notifications,
               m.ends_at as muted_until,
               coalesce(f.hides_reposts, false) as hiding_reposts
        from users u
        left join follows f on f.follower_id = @accountId and f.followed_id = u.id
        left join mutes m on m.muter_id = @accountId and m.muted_id = u.id
        where u.id in @ids and u.id <> @accountId and u.deleted_at is null
        """;

    /// <returns>In the order of the ids; none for the account itself and for ids that nobody has.</returns>
    public async Task<List<Relationship>> ListAsync(long accountId, IReadOnlyList<long> ids, CancellationToken cancellation)
    {
        var found = await database.ForAsync(
            accountId,
            () => database.ReadOneAsync(db => db.QueryAsync<Relationship>(Select, new { accountId, ids }), cancellation),
            cancellation);
        var byId = found.ToDictionary(relationship => relationship.Id);
        return [.. ids.Where(byId.ContainsKey).Select(id => byId[id])];
    }

    /// <summary>After a write, outside the account's share of the readers: the write is durable, and a 429 would make the client repeat it.</summary>
    /// <returns>Null when the other account has gone.</returns>
    public Task<Relationship?> FindAsync(long accountId, long otherId, CancellationToken cancellation) =>
        database.ReadOneAsync(
            db => db.QuerySingleOrDefaultAsync<Relationship>(Select, new { accountId, ids = new[] { otherId } }), cancellation);
}
