using Linnet.Common;
using Linnet.Relations;
using Linnet.Storage;
using Linnet.Tweets;
using Linnet.Users;

namespace Linnet.Notifications;

/// <summary>Reads inboxes by tweet and kind, so that a thousand likes of one tweet are one entry.</summary>
internal sealed class NotificationGroupStore(Database database, UserCache users, TweetCache tweets)
{
    // A reply and a retweet stand under the tweet they are about, which is the reader's.
    // lang=sql
    private const string Subject = $"""
        case n.kind when '{NotificationKinds.Reply}' then t.reply_to_id when '{NotificationKinds.Retweet}' then t.retweet_of_id else n.tweet_id end
        """;

    // One walk over the newest of the inbox, whatever the number of groups: each person once a group, by what they did last
    // (acts); who of them is among the last three (ranked); and these in one row with the group's own figures. Only replies and
    // retweets need their tweet to know what they are about.
    // lang=sql
    private static readonly string Groups = $"""
        with newest as (
            select n.id, n.kind, n.actor_id, n.created_at, {Subject} as subject_id
            from (select * from notifications where recipient_id = @of order by id desc limit @lookBack) n
            left join tweets t on t.id = n.tweet_id and n.kind in ('{NotificationKinds.Reply}', '{NotificationKinds.Retweet}')
            where n.kind in @kinds and {NotificationStore.IsShown}
        ),
        acts as (
            select kind, subject_id, actor_id, max(id) as id, count(*) as count, max(created_at) as created_at
            from newest group by kind, subject_id, actor_id
        ),
        ranked as (
            select a.*, row_number() over (partition by kind, subject_id order by id desc) as place from acts a
        )
        select g.*, g.id <= coalesce((select c.read_up_to from notification_cursors c where c.user_id = @of), 0) as is_read
        from (
            select max(id) as id, kind, subject_id, cast(sum(count) as bigint) as count, max(created_at) as created_at,
                   max(case place when 1 then actor_id end) as first_actor,
                   max(case place when 2 then actor_id end) as second_actor,
                   max(case place when 3 then actor_id end) as third_actor
            from ranked group by kind, subject_id
        ) g
        where true
        """;

    private static readonly SlicedSql ByNewest = SlicedSql.NewestFirst(Groups, "g.id");

    /// <remarks>Of the newest <see cref="NotificationStore.LookBack"/>: older ones are in no group and in no count.</remarks>
    public async Task<NotificationPage<NotificationGroup>> ListAsync(Viewer viewer, Slice slice, string[] kinds, CancellationToken cancellation)
    {
        var groups = await database.ForAsync(
            viewer.Id,
            () => database.ReadAsync(
                db => ByNewest.QueryAsync<GroupRow>(db, slice, new { of = viewer.Id, kinds, lookBack = NotificationStore.LookBack }), cancellation),
            cancellation);
        var actors = await users.FindAllAsync([.. groups.SelectMany(group => group.Actors)]);
        var known = (await tweets.ReadAsync([.. groups.Select(group => group.SubjectId).OfType<long>().Distinct()], TweetSurface.Notification, viewer, cancellation)).ById();
        var items = new List<NotificationGroup>(groups.Count);
        foreach (var group in groups)
        {
            var shown = group.Actors.Where(actors.ContainsKey).Select(id => actors[id]).ToList();
            // Its tweet may have gone since the groups were read.
            if (shown.Count is 0 || (group.SubjectId is { } subject && !known.ContainsKey(subject)))
                continue;
            items.Add(new NotificationGroup
            {
                Id = group.Id,
                Type = group.Kind,
                CreatedAt = group.CreatedAt,
                IsRead = group.IsRead,
                Count = group.Count,
                Actors = shown,
                Tweet = group.SubjectId is { } tweetId && known.TryGetValue(tweetId, out var tweet) ? tweet.ToTweet() : null,
            });
        }
        return new(items, groups.ConvertAll(group => group.Id));
    }

    private sealed class GroupRow
    {
        public long Id { get; init; }

        public string Kind { get; init; } = "";

        public long? SubjectId { get; init; }

        public long Count { get; init; }

        public Timestamp CreatedAt { get; init; }

        public bool IsRead { get; init; }

        public long? FirstActor { get; init; }

        public long? SecondActor { get; init; }

        public long? ThirdActor { get; init; }

        public IEnumerable<long> Actors => new[] { FirstActor, SecondActor, ThirdActor }.OfType<long>();
    }
}
