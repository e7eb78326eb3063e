using Linnet.Common;
using Linnet.Events;
using Linnet.Relations;
using Linnet.Storage;
using Linnet.Tweets;

namespace Linnet.Notifications;

/// <summary>
/// Adds notifications to inboxes in the transaction of the act. An account gets none of its own acts, except when its poll ends or a tweet that it scheduled fails.
/// An act that is undone takes its notification back while it is unread; what was read stays as it was.
/// </summary>
internal sealed class NotificationWriter(TimeProvider clock) : IEventWriter
{
    // A quote is about the thread that it quotes from, and about its own. Begins with a look that nearly always spares the rest.
    // lang=sql
    private const string ThreadIsMuted = """
        (exists (select 1 from muted_threads u where u.user_id = @recipientId)
         and exists (
            select 1 from tweets t left join tweets o on o.id = t.retweet_of_id
            join muted_threads u on u.user_id = @recipientId and u.conversation_id in (coalesce(t.conversation_id, t.id), coalesce(o.conversation_id, o.id))
            where t.id = @tweetId))
        """;

    // Not for those who are apart, who mute the actor's notifications or the thread, or who may not see the tweet that it is about; and
    // of a mention not for those who have one about the tweet.
    // lang=sql
    private static readonly string Insert = $"""
        insert into notifications (recipient_id, kind, actor_id, tweet_id, created_at)
        select @recipientId, @kind, @actorId, @tweetId, @now
        where not {ViewerSql.AreApart("@recipientId", "@actorId")}
          and not exists (select 1 from mutes m where m.muter_id = @recipientId and m.muted_id = @actorId and m.hides_notifications)
          and not {ThreadIsMuted}
          and (@tweetId is null or exists (select 1 from tweets t where t.id = @tweetId and {ViewerSql.MaySee("t", "@recipientId")}))
          and (@kind <> '{NotificationKinds.Mention}' or not exists (
            select 1 from notifications n where n.tweet_id = @tweetId and n.actor_id = @actorId and n.recipient_id = @recipientId))
        returning id
        """;

    // lang=sql
    private const string CountMentions = $"""
        select count(*) from notifications where tweet_id = @tweetId and actor_id = @actorId and kind = '{NotificationKinds.Mention}'
        """;

    // lang=sql
    private const string IfUnread = """
        and id > coalesce((select c.read_up_to from notification_cursors c where c.user_id = @recipientId), 0)
        """;

    // lang=sql
    private const string TakeBackLike = $"""
        delete from notifications
        where tweet_id = @tweetId and actor_id = @actorId and kind = '{NotificationKinds.Like}' and recipient_id = @recipientId
        {IfUnread}
        returning id
        """;

    // lang=sql
    private const string TakeBackFollow = $"""
        delete from notifications
        where actor_id = @actorId and recipient_id = @recipientId and kind in ('{NotificationKinds.Follow}', '{NotificationKinds.FollowAccepted}')
        {IfUnread}
        returning id
        """;

    // Of those whom an edit does not mention any more.
    // lang=sql
    private const string TakeBackMentions = $"""
        delete from notifications
        where tweet_id = @tweetId and actor_id = @actorId and kind = '{NotificationKinds.Mention}'
          and recipient_id not in (select m.user_id from mentions m where m.tweet_id = @tweetId)
          and id > coalesce((select c.read_up_to from notification_cursors c where c.user_id = recipient_id), 0)
        returning id, recipient_id
        """;

    // Read or not: there is nothing to answer any more.
    // lang=sql
    private const string RemoveRequest = $"""
        delete from notifications
        where actor_id = @actorId and recipient_id = @recipientId and kind = '{NotificationKinds.FollowRequest}'
        returning id
        """;

    // The authors of the tweets it replies to or retweets, whom it mentions, and those who were notified of an edit or of the end of its
    // poll, up to a number; and its own author, if there is a like: one row stands for all likes.
    // lang=sql
    private const string SelectRecipients = """
        select recipient_id from (
            select recipient_id from notifications where tweet_id = @tweetId and actor_id = @authorId order by id limit @most) as addressed
        union
        select recipient_id from (
            select recipient_id from notifications where tweet_id = @tweetId and actor_id <> @authorId limit 1) as likes
        """;

    // Shared: most events cause no notification, and a post's memory has a ceiling.
    private static readonly Task<IReadOnlyList<DomainEvent>> None = Task.FromResult<IReadOnlyList<DomainEvent>>([]);

    public Task<IReadOnlyList<DomainEvent>> WriteAsync(DbSession db, DomainEvent @event) => @event switch
    {
        TweetLiked like => AddAsync(db, like.AuthorId, NotificationKinds.Like, like.LikerId, like.TweetId),
        // Accepting a request is the followed account's own act.
        UserFollowed { WasRequested: true } => None,
        UserFollowed follow => AddAsync(db, follow.FollowedId, NotificationKinds.Follow, follow.FollowerId, tweetId: null),
        TweetPosted { ReplyTo: not null } or TweetPosted { RetweetOf: not null } or TweetPosted { Mentioned: not null } =>
            AddForTweetAsync(db, (TweetPosted)@event),
        TweetUnliked unlike => TakeBackAsync(
            db, TakeBackLike, unlike.AuthorId, new { tweetId = unlike.TweetId, actorId = unlike.LikerId, recipientId = unlike.AuthorId }),
        UserUnfollowed unfollow => TakeBackAsync(
            db, TakeBackFollow, unfollow.FollowedId, new { actorId = unfollow.FollowerId, recipientId = unfollow.FollowedId }),
        FollowRequested request => AddAsync(db, request.TargetId, NotificationKinds.FollowRequest, request.RequesterId, tweetId: null),
        FollowRequestEnded request => EndRequestAsync(db, request),
        ScheduledFailed failed => AddAsync(db, failed.AccountId, NotificationKinds.ScheduledFailed, failed.AccountId, tweetId: null),
        TweetEdited edit => AddForEditAsync(db, edit),
        TweetDeleted deletion => RemoveWithTweetAsync(db, deletion),
        _ => None,
    };

    /// <summary>For those whom the tweet mentions now and no longer, and later for those who reposted it.</summary>
    private async Task<IReadOnlyList<DomainEvent>> AddForEditAsync(DbSession db, TweetEdited edit)
    {
        await EditNotices.ScheduleAsync(db, edit.TweetId, Timestamp.Now(clock));
        var about = new { tweetId = edit.TweetId, actorId = edit.AuthorId };
        var dropped = await db.QueryAsync<(long Id, long RecipientId)>(TakeBackMentions, about);
        var removed = dropped.ConvertAll(one => new NotificationsRemoved(one.RecipientId, [one.Id]));
        if (edit.Mentioned is not { } mentioned)
            return removed;
        // As many as a tweet may notify, not as many an edit.
        var notified = await db.QuerySingleAsync<long>(CountMentions, about);
        return [.. removed, .. await AddAllAsync(db, Mentions(mentioned).Take(TweetRecipients.MostNotified - (int)notified), edit.AuthorId, edit.TweetId)];
    }

    private static async Task<IReadOnlyList<DomainEvent>> TakeBackAsync(DbSession db, string sql, long recipientId, object parameters) =>
        await db.QueryAsync<long>(sql, parameters) is { Count: > 0 } ids ? [new NotificationsRemoved(recipientId, ids)] : [];

    private async Task<IReadOnlyList<DomainEvent>> EndRequestAsync(DbSession db, FollowRequestEnded request)
    {
        var (requester, target) = (request.RequesterId, request.TargetId);
        var removed = await TakeBackAsync(db, RemoveRequest, target, new { actorId = requester, recipientId = target });
        return request.IsAccepted
            ? [.. removed, .. await AddAsync(db, requester, NotificationKinds.FollowAccepted, target, tweetId: null)]
            : removed;
    }

    // The rows go with the tweet, by their foreign key.
    private static async Task<IReadOnlyList<DomainEvent>> RemoveWithTweetAsync(DbSession db, TweetDeleted deletion)
    {
        var recipients = await db.QueryAsync<long>(SelectRecipients, new { tweetId = deletion.TweetId, authorId = deletion.AuthorId, most = EditNotices.Batch });
        return recipients.ConvertAll(recipientId => new NotificationsRemoved(recipientId, [], deletion.TweetId));
    }

    /// <summary>One for each recipient: a reply says more than a quote, and a quote more than a mention.</summary>
    private Task<IReadOnlyList<DomainEvent>> AddForTweetAsync(DbSession db, TweetPosted posted)
    {
        List<(long RecipientId, string Kind)> wanted = [];
        if (posted.ReplyTo is { } parent)
            wanted.Add((parent.AuthorId, NotificationKinds.Reply));
        if (posted.RetweetOf is { } original)
            wanted.Add((original.AuthorId, NotificationKinds.Retweet));
        wanted.AddRange(Mentions(posted.Mentioned ?? []));
        return AddAllAsync(db, wanted.DistinctBy(one => one.RecipientId), posted.AuthorId, posted.TweetId);
    }

    private static IEnumerable<(long RecipientId, string Kind)> Mentions(IReadOnlyList<long> accountIds) =>
        accountIds.Select(id => (id, NotificationKinds.Mention));

    // In the order of the recipients' ids, so that two writes never wait for each other's inboxes.
    private async Task<IReadOnlyList<DomainEvent>> AddAllAsync(
        DbSession db, IEnumerable<(long RecipientId, string Kind)> wanted, long actorId, long tweetId)
    {
        var added = new List<DomainEvent>();
        foreach (var (recipientId, kind) in wanted.OrderBy(one => one.RecipientId))
            added.AddRange(await AddAsync(db, recipientId, kind, actorId, tweetId));
        return added;
    }

    /// <returns>The event to raise; none when the recipient is not to be notified.</returns>
    public async Task<IReadOnlyList<DomainEvent>> AddAsync(DbSession db, long recipientId, string kind, long actorId, long? tweetId)
    {
        if (recipientId == actorId && kind is not (NotificationKinds.PollEnded or NotificationKinds.ScheduledFailed))
            return [];
        await db.AcquireAsync(NamedLock.Inbox, recipientId);
        return await db.QuerySingleOrDefaultAsync<long?>(Insert, new { recipientId, kind, actorId, tweetId, now = Timestamp.Now(clock) }) is { } id
            ? [new NotificationAdded(id, recipientId)]
            : [];
    }
}
