using Linnet.Common;
using Linnet.Events;
using Linnet.Http;
using Linnet.Storage;
using Linnet.Tweets.Entities;
using Linnet.Users;

namespace Linnet.Tweets.Tags;

/// <summary>Reads hashtags, and follows them.</summary>
internal sealed class TagService(Database database, EventBus events, TimeProvider clock)
{
    /// <summary>How many hashtags an account may follow.</summary>
    public const int MostFollowed = 1_000;

    private const int Days = 7;

    private const long Day = 86_400_000_000;

    // A read costs no more than this, however popular the hashtag is.
    private const int LookBack = 10_000;

    // lang=sql
    private const string SelectTag = """
        select id, name, exists (select 1 from tag_follows where user_id = @viewer and tag_id = tags.id) as is_following
        from tags where key = @key
        """;

    // lang=sql
    private const string SelectUses = $"""
        select (t.created_at - @start) / @length as day, count(*) as uses
        {RecentUses} group by (t.created_at - @start) / @length
        """;

    // lang=sql
    private const string CountAccounts = $"select count(distinct t.author_id) {RecentUses}";

    // lang=sql
    private const string RecentUses = $"""
        from (select tweet_id from tweet_tags where tag_id = @id order by tweet_id desc limit @lookBack) as newest
        join tweets t on t.id = newest.tweet_id
        where t.created_at >= @start and t.visibility = 0 and ({DeletedAccounts.None} or t.author_id not in {DeletedAccounts.Ids})
        """;

    // Two writes at once shall not pass the limit together.
    // lang=sql
    private const string LockFollower = "select id from users where id = @accountId for no key update";

    // lang=sql
    private const string CountOthers = "select count(*) from tag_follows f join tags t on t.id = f.tag_id where f.user_id = @accountId and t.key <> @key";

    // lang=sql
    private const string InsertFollow = """
        insert into tag_follows (user_id, tag_id)
        select u.id, t.id from users u cross join tags t where u.id = @accountId and u.deleted_at is null and t.key = @key
        on conflict (user_id, tag_id) do nothing
        returning tag_id
        """;

    // lang=sql
    private const string DeleteFollow = """
        delete from tag_follows where user_id = @accountId and tag_id = (select id from tags where key = @key) returning tag_id
        """;

    private static readonly SlicedSql Followed = SlicedSql.NewestFirst(
        "select f.id, t.key as tag, t.name from tag_follows f join tags t on t.id = f.tag_id where f.user_id = @of", "f.id");

    /// <param name="tag">A hashtag in any spelling, without the sign.</param>
    /// <param name="viewer">Who asks.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The hashtag, used or not; an error for a text that cannot be one.</returns>
    public async Task<Result<Tag>> FindAsync(string tag, long viewer, CancellationToken cancellation)
    {
        if (Hashtags.KeyOf(tag) is not { } key)
            return TagErrors.NotFound;
        return await database.ForAsync(viewer, () => database.ReadAsync(db => ReadAsync(db, key, tag, viewer), cancellation), cancellation);
    }

    /// <returns>The id of a hashtag that was used or followed; 0 for one that was not; an error for a text that cannot be one.</returns>
    public async Task<Result<long>> FindIdAsync(string tag, long viewer, CancellationToken cancellation)
    {
        if (Hashtags.KeyOf(tag) is not { } key)
            return TagErrors.NotFound;
        var row = await database.ForAsync(
            viewer, () => database.ReadOneAsync(db => db.QuerySingleOrDefaultAsync<TagRow>(SelectTag, new { key, viewer }), cancellation), cancellation);
        return row?.Id ?? 0;
    }

    /// <summary>Those that an account follows, the one that it followed last first.</summary>
    public Task<List<FollowedTag>> ListFollowedAsync(long accountId, Slice slice, CancellationToken cancellation) =>
        database.ForAsync(
            accountId,
            () => database.ReadOneAsync(db => Followed.QueryAsync<FollowedTag>(db, slice, new { of = accountId }), cancellation),
            cancellation);

    /// <summary>Follows a hashtag, also one that nobody has used yet. Repeating it changes nothing.</summary>
    public Task<Result<Tag>> FollowAsync(long accountId, string tag, CancellationToken cancellation) =>
        database.WriteAsync<Result<Tag>>(
            async db =>
            {
                if (Hashtags.KeyOf(tag) is not { } key)
                    return TagErrors.NotFound;
                await db.LockAsync(LockFollower, new { accountId });
                if (await db.QuerySingleAsync<long>(CountOthers, new { accountId, key }) >= MostFollowed)
                    return TagErrors.TooManyFollowed;
                await EntityRows.AddTagsAsync(db, new Dictionary<string, string> { [key] = key }, Timestamp.Now(clock));
                await RaiseAsync(db, accountId, await db.QuerySingleOrDefaultAsync<long?>(InsertFollow, new { accountId, key }));
                var followed = await ReadAsync(db, key, tag, accountId);
                return followed.IsFollowing ? followed : CallerErrors.SessionEnded;
            },
            cancellation);

    /// <summary>Repeating it changes nothing.</summary>
    public Task<Result<Tag>> UnfollowAsync(long accountId, string tag, CancellationToken cancellation) =>
        database.WriteAsync<Result<Tag>>(
            async db =>
            {
                if (Hashtags.KeyOf(tag) is not { } key)
                    return TagErrors.NotFound;
                await RaiseAsync(db, accountId, await db.QuerySingleOrDefaultAsync<long?>(DeleteFollow, new { accountId, key }));
                return await ReadAsync(db, key, tag, accountId);
            },
            cancellation);

    /// <param name="db">The session of the write.</param>
    /// <param name="accountId">Who follows.</param>
    /// <param name="changed">The hashtag; null when nothing changed.</param>
    private async Task RaiseAsync(DbSession db, long accountId, long? changed)
    {
        if (changed is { } tagId)
            await events.RaiseAsync(db, new TagFollowChanged(accountId, tagId));
    }

    private async Task<Tag> ReadAsync(DbSession db, string key, string written, long viewer)
    {
        var uses = new long[Days];
        if (await db.QuerySingleOrDefaultAsync<TagRow>(SelectTag, new { key, viewer }) is not { } row)
            return new Tag { Key = key, Name = written, Uses = uses, Accounts = 0, IsFollowing = false };
        var now = Timestamp.Now(clock).Microseconds;
        var start = now - (now % Day) - ((Days - 1) * Day);
        var recent = new { id = row.Id, start, length = Day, lookBack = LookBack };
        foreach (var (day, count) in await db.QueryAsync<(long Day, long Uses)>(SelectUses, recent))
            uses[Math.Min(day, Days - 1)] = count; // The clock may have been set back.
        return new Tag { Key = key, Name = row.Name == key ? written : row.Name, Uses = uses, Accounts = await db.QuerySingleAsync<long>(CountAccounts, recent), IsFollowing = row.IsFollowing };
    }

    private sealed record TagRow
    {
        public long Id { get; init; }

        public string Name { get; init; } = "";

        public bool IsFollowing { get; init; }
    }
}
