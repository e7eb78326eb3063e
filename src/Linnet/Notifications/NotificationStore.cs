using Linnet.Common;
using Linnet.Events;
using Linnet.Relations;
using Linnet.Storage;
using Linnet.Tweets;
using Linnet.Users;

namespace Linnet.Notifications;

/// <summary>Reads inboxes, and marks and removes what is in them.</summary>
internal sealed class NotificationStore(Database database, EventBus events, UserCache users, TweetCache tweets, ViewerCache viewers)
{
    /// <summary>How many of the newest notifications a read examines at most when it filters or groups them.</summary>
    public const int LookBack = 10_000;

    // lang=sql
    private const string Cursor = "coalesce((select c.read_up_to from notification_cursors c where c.user_id = @of), 0)";

    /// <summary>
    /// Of a notification <c>n</c>: neither who did it nor the tweet it speaks of was deleted and is still being removed, the owner
    /// <c>@of</c> does not hide who did it, and may see the tweet.
    /// </summary>
    /// <remarks>Each part begins with a look that nearly always spares the rest.</remarks>
    // lang=sql
    public static readonly string IsShown = $"""
        (({DeletedAccounts.None} or (
            n.actor_id not in {DeletedAccounts.Ids}
            and (n.tweet_id is null
                or exists (select 1 from tweets p join users a on a.id = p.author_id where p.id = n.tweet_id and a.deleted_at is null))))
         and n.actor_id not in (
            select b.blocked_id from blocks b where b.blocker_id = @of
            union all select b.blocker_id from blocks b where b.blocked_id = @of
            union all select m.muted_id from mutes m where m.muter_id = @of and m.hides_notifications)
         and (n.tweet_id is null
            or (select f.id from tweets f where f.visibility = 2 order by f.id limit 1) is null
            or exists (select 1 from tweets s where s.id = n.tweet_id and {ViewerSql.MaySee("s", "@of")})))
        """;

    // lang=sql
    private const string Columns = $"n.id, n.kind, n.actor_id, n.tweet_id, n.created_at, n.id <= {Cursor} as is_read";

    // lang=sql
    private static readonly string SelectAfter = $"""
        select {Columns} from notifications n where n.recipient_id = @of and n.id > @after and {IsShown} order by n.id limit @limit
        """;

    // lang=sql
    private static readonly string CountAfter = $"""
        select count(*) from (select 1 from notifications n where n.recipient_id = @of and n.id > @after and {IsShown} limit @most) as missed
        """;

    // lang=sql
    private static readonly string SelectOne = $"select {Columns} from notifications n where n.recipient_id = @of and n.id = @id and {IsShown}";

    // lang=sql
    private static readonly string CountUnread = $"""
        select count(*) from (select 1 from notifications n where n.recipient_id = @of and n.id > {Cursor} and {IsShown} limit @lookBack) as unread
        """;

    // lang=sql
    private const string SelectPrunedUpTo = "select pruned_up_to from notification_pruning";

    // No further than what is there: a mark beyond it would hide what is yet to come.
    // lang=sql
    private const string SelectNewestUpTo = "select max(id) from notifications where recipient_id = @of and id <= @upTo";

    // lang=sql
    private const string MoveCursor = """
        insert into notification_cursors (user_id, read_up_to) values (@of, @newest)
        on conflict (user_id) do update set read_up_to = excluded.read_up_to
        where excluded.read_up_to > notification_cursors.read_up_to
        """;

    // lang=sql
    private static readonly string DeleteOne = $"""
        delete from notifications where id in (select n.id from notifications n where n.recipient_id = @of and n.id = @id and {IsShown})
        """;

    private static readonly SlicedSql OfAllKinds = SlicedSql.NewestFirst(
        $"select {Columns} from notifications n where n.recipient_id = @of and {IsShown}", "n.id");

    // A kind that is rare in a large inbox would be looked for through all of it.
    private static readonly SlicedSql OfKinds = SlicedSql.NewestFirst(
        $"""
        select {Columns} from notifications n
        where n.recipient_id = @of and n.kind in @kinds and {IsShown}
          and n.id >= coalesce(
            (select x.id from notifications x where x.recipient_id = @of and x.id < @before
             order by x.id desc limit 1 offset @lookBack - 1), 0)
        """,
        "n.id");

    public async Task<NotificationPage<Notification>> ListAsync(Viewer viewer, Slice slice, string[] kinds, CancellationToken cancellation)
    {
        var rows = await ReadForAsync(
            viewer.Id,
            db => NotificationKinds.All.Except(kinds).Any()
                ? OfKinds.QueryAsync<NotificationRow>(db, slice, new { of = viewer.Id, kinds, lookBack = LookBack })
                : OfAllKinds.QueryAsync<NotificationRow>(db, slice, new { of = viewer.Id }),
            cancellation);
        return await FillAsync(rows, ids => tweets.ReadAsync(ids, TweetSurface.Notification, viewer, cancellation));
    }

    /// <summary>Whether all notifications after an id can be sent one by one.</summary>
    /// <param name="accountId">Whose inbox.</param>
    /// <param name="after">The last notification the client knows.</param>
    /// <param name="limit">How many may be sent; with more, the backlog is not complete.</param>
    /// <param name="cancellation">The client went away.</param>
    public Task<Backlog> FindBacklogAsync(long accountId, long after, int limit, CancellationToken cancellation) =>
        ReadForAsync(
            accountId,
            async db =>
            {
                var isComplete = after >= await db.QuerySingleAsync<long>(SelectPrunedUpTo)
                    && await db.QuerySingleAsync<long>(CountAfter, new { of = accountId, after, most = limit + 1L }) <= limit;
                // A client that reads the list again will know all that is in it now.
                var upTo = isComplete ? after : long.MaxValue;
                var knownUpTo = await db.QuerySingleAsync<long?>(SelectNewestUpTo, new { of = accountId, upTo }) ?? 0;
                return new Backlog(isComplete, knownUpTo);
            },
            cancellation);

    /// <summary>Notifications after an id, oldest first.</summary>
    public async Task<NotificationPage<Notification>> ListAfterAsync(long accountId, long after, int limit, CancellationToken cancellation)
    {
        var rows = await ReadForAsync(
            accountId, db => db.QueryAsync<NotificationRow>(SelectAfter, new { of = accountId, after, limit }), cancellation);
        var viewer = await viewers.GetAsync(accountId, cancellation);
        return await FillAsync(rows, ids => tweets.ReadAsync(ids, TweetSurface.Notification, viewer, cancellation));
    }

    /// <remarks>Outside the account's share of the readers: the loop that sends messages to all connections must not wait for one account.</remarks>
    public async Task<Notification?> FindAsync(long accountId, long id, CancellationToken cancellation)
    {
        var rows = await database.ReadOneAsync(db => db.QueryAsync<NotificationRow>(SelectOne, new { of = accountId, id }), cancellation);
        var viewer = await viewers.GetOutsideShareAsync(accountId);
        return (await FillAsync(rows, ids => tweets.ReadOutsideShareAsync(ids, TweetSurface.Notification, viewer, cancellation))).Items.SingleOrDefault();
    }

    /// <inheritdoc cref="FindAsync"/>
    public Task<long> CountUnreadAsync(long accountId, CancellationToken cancellation) =>
        database.ReadOneAsync(db => db.QuerySingleAsync<long>(CountUnread, new { of = accountId, lookBack = LookBack }), cancellation);

    /// <summary>The same for an account that asks, within its share of the readers.</summary>
    public Task<long> CountOwnUnreadAsync(long accountId, CancellationToken cancellation) =>
        database.ForAsync(accountId, () => CountUnreadAsync(accountId, cancellation), cancellation);

    /// <summary>Marks a notification and all before it as read. Never makes anything unread again.</summary>
    /// <returns>How many are unread now.</returns>
    public Task<long> MarkReadAsync(long accountId, long upTo, CancellationToken cancellation) =>
        database.WriteAsync(
            async db =>
            {
                if (await db.QuerySingleAsync<long?>(SelectNewestUpTo, new { of = accountId, upTo }) is { } newest
                    && await db.ExecuteAsync(MoveCursor, new { of = accountId, newest }) > 0)
                    await events.RaiseAsync(db, new NotificationsRead(accountId, newest));
                return await db.QuerySingleAsync<long>(CountUnread, new { of = accountId, lookBack = LookBack });
            },
            cancellation);

    /// <returns>Whether there was such a notification.</returns>
    public Task<bool> DeleteAsync(long accountId, long id, CancellationToken cancellation) =>
        database.WriteAsync(
            async db =>
            {
                var wasThere = await db.ExecuteAsync(DeleteOne, new { of = accountId, id }) > 0;
                if (wasThere)
                    await events.RaiseAsync(db, new NotificationsRemoved(accountId, [id]));
                return wasThere;
            },
            cancellation);

    private Task<T> ReadForAsync<T>(long accountId, Func<DbSession, Task<T>> work, CancellationToken cancellation) =>
        database.ForAsync(accountId, () => database.ReadAsync(work, cancellation), cancellation);

    // Outside the session of the rows: the caches load within an account's share of the readers, which must not be nested.
    private async Task<NotificationPage<Notification>> FillAsync(List<NotificationRow> rows, Func<IReadOnlyList<long>, ValueTask<TweetPage>> readTweets)
    {
        var actors = await users.FindAllAsync([.. rows.Select(row => row.ActorId)]);
        var known = (await readTweets([.. rows.Select(row => row.TweetId).OfType<long>().Distinct()])).ById();
        var items = new List<Notification>(rows.Count);
        foreach (var row in rows)
        {
            if (!actors.TryGetValue(row.ActorId, out var actor) || (row.TweetId is { } tweetId && !known.ContainsKey(tweetId)))
                continue;
            items.Add(new Notification
            {
                Id = row.Id,
                Type = row.Kind,
                CreatedAt = row.CreatedAt,
                IsRead = row.IsRead,
                Actor = actor,
                Tweet = row.TweetId is { } id ? known[id].ToTweet() : null,
            });
        }
        return new(items, rows.ConvertAll(row => row.Id));
    }

    private sealed class NotificationRow
    {
        public long Id { get; init; }

        public string Kind { get; init; } = "";

        public long ActorId { get; init; }

        public long? TweetId { get; init; }

        public Timestamp CreatedAt { get; init; }

        public bool IsRead { get; init; }
    }
}

/// <summary>What a client missed that knows up to a certain notification.</summary>
/// <param name="IsComplete">False when too much came since, or some of it was removed for its age.</param>
/// <param name="KnownUpTo">The newest notification that the client knows, or will know once it has read the list again.</param>
internal readonly record struct Backlog(bool IsComplete, long KnownUpTo);
