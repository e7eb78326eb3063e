using Linnet.Common;
using Linnet.Storage;
using Linnet.Tweets;
using Linnet.Users;

namespace Linnet.Notifications;

/// <summary>Reads inboxes by tweet and kind, so that a thousand likes of one tweet are one entry.</summary>
internal sealed class NotificationGroupStore(Database database)
{
    private const int ActorsShown = 3;

    // A reply and a retweet stand under the tweet they are about, which is the reader's.
    // lang=sql
    private const string Subject = $"""
        case n.kind when '{NotificationKinds.Reply}' then t.reply_to_id when '{NotificationKinds.Retweet}' then t.retweet_of_id else n.tweet_id end
        """;

    // lang=sql
    private const string Groups = $"""
        select g.* from (
            select max(n.id) as id, n.kind, {Subject} as subject_id, count(*) as count, max(n.created_at) as created_at,
                   max(n.id) <= coalesce((select c.read_up_to from notification_cursors c where c.user_id = @of), 0) as is_read
            from notifications n left join tweets t on t.id = n.tweet_id
            where n.recipient_id = @of and n.kind in @kinds
            group by n.kind, {Subject}
        ) g
        where true
        """;

    // lang=sql
    private const string SelectActors = $"""
        select n.actor_id
        from notifications n left join tweets t on t.id = n.tweet_id
        where n.recipient_id = @of and n.kind = @Kind and coalesce({Subject}, 0) = coalesce(@SubjectId, 0)
        group by n.actor_id
        order by max(n.id) desc
        limit @most
        """;

    private static readonly SlicedSql ByNewest = SlicedSql.NewestFirst(Groups, "g.id");

    public Task<List<NotificationGroup>> ListAsync(long accountId, Slice slice, string[] kinds, CancellationToken cancellation) =>
        database.ReadAsync(
            async db =>
            {
                var groups = await ByNewest.QueryAsync<GroupRow>(db, slice, new { of = accountId, kinds });
                var actorIds = new Dictionary<GroupRow, List<long>>();
                foreach (var group in groups)
                    actorIds.Add(group, await db.QueryAsync<long>(SelectActors, new { of = accountId, group.Kind, group.SubjectId, most = ActorsShown }));
                var actors = await UserProjection.FindAllAsync(db, [.. actorIds.Values.SelectMany(ids => ids).Distinct()]);
                var tweets = await TweetProjection.FindAllAsync(db, [.. groups.Select(group => group.SubjectId).OfType<long>().Distinct()], accountId);
                return groups.ConvertAll(group => new NotificationGroup
                {
                    Id = group.Id,
                    Type = group.Kind,
                    CreatedAt = group.CreatedAt,
                    IsRead = group.IsRead,
                    Count = group.Count,
                    Actors = actorIds[group].ConvertAll(id => actors[id]),
                    Tweet = group.SubjectId is { } tweetId ? tweets[tweetId] : null,
                });
            },
            cancellation);

    private sealed class GroupRow
    {
        public long Id { get; init; }

        public string Kind { get; init; } = "";

        public long? SubjectId { get; init; }

        public long Count { get; init; }

        public Timestamp CreatedAt { get; init; }

        public bool IsRead { get; init; }
    }
}
