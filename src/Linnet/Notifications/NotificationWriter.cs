using Linnet.Common;
using Linnet.Events;
using Linnet.Storage;

namespace Linnet.Notifications;

/// <summary>
/// Adds notifications to inboxes in the transaction of the act. An account gets none of its own acts.
/// An act that is undone takes its notification back while it is unread; what was read stays as it was.
/// </summary>
internal sealed class NotificationWriter(TimeProvider clock) : IEventWriter
{
    // lang=sql
    private const string Insert = """
        insert into notifications (recipient_id, kind, actor_id, tweet_id, created_at)
        values (@recipientId, @kind, @actorId, @tweetId, @now)
        returning id
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
        where actor_id = @actorId and recipient_id = @recipientId and kind = '{NotificationKinds.Follow}'
        {IfUnread}
        returning id
        """;

    // The authors of the tweets it replies to or retweets; and its own author, if there is a like: one row stands for all likes.
    // lang=sql
    private const string SelectRecipients = """
        select recipient_id from notifications where tweet_id = @tweetId and actor_id = @authorId
        union
        select recipient_id from (
            select recipient_id from notifications where tweet_id = @tweetId and actor_id <> @authorId limit 1) as likes
        """;

    public async Task<IReadOnlyList<DomainEvent>> WriteAsync(DbSession db, DomainEvent @event)
    {
        switch (@event)
        {
            case TweetLiked like:
                return await AddAsync(db, like.AuthorId, NotificationKinds.Like, like.LikerId, like.TweetId);
            case UserFollowed follow:
                return await AddAsync(db, follow.FollowedId, NotificationKinds.Follow, follow.FollowerId, tweetId: null);
            case TweetPosted { ReplyTo: not null } or TweetPosted { RetweetOf: not null }:
                return await AddForReferencesAsync(db, (TweetPosted)@event);
            case TweetUnliked unlike:
                return Removed(unlike.AuthorId, await db.QueryAsync<long>(
                    TakeBackLike, new { tweetId = unlike.TweetId, actorId = unlike.LikerId, recipientId = unlike.AuthorId }));
            case UserUnfollowed unfollow:
                return Removed(unfollow.FollowedId, await db.QueryAsync<long>(
                    TakeBackFollow, new { actorId = unfollow.FollowerId, recipientId = unfollow.FollowedId }));
            case TweetDeleted deletion:
                // The rows go with the tweet, by their foreign key.
                var recipients = await db.QueryAsync<long>(SelectRecipients, new { tweetId = deletion.TweetId, authorId = deletion.AuthorId });
                return recipients.ConvertAll(recipientId => new NotificationsRemoved(recipientId, [], deletion.TweetId));
            default:
                return [];
        }
    }

    private static IReadOnlyList<DomainEvent> Removed(long recipientId, List<long> ids) =>
        ids.Count is 0 ? [] : [new NotificationsRemoved(recipientId, ids)];

    private async Task<IReadOnlyList<DomainEvent>> AddForReferencesAsync(DbSession db, TweetPosted posted)
    {
        var added = new List<DomainEvent>();
        if (posted.ReplyTo is { } parent)
            added.AddRange(await AddAsync(db, parent.AuthorId, NotificationKinds.Reply, posted.AuthorId, posted.TweetId));
        if (posted.RetweetOf is { } original)
            added.AddRange(await AddAsync(db, original.AuthorId, NotificationKinds.Retweet, posted.AuthorId, posted.TweetId));
        return added;
    }

    private async Task<IReadOnlyList<DomainEvent>> AddAsync(DbSession db, long recipientId, string kind, long actorId, long? tweetId)
    {
        if (recipientId == actorId)
            return [];
        await db.AcquireAsync(NamedLock.Inbox, recipientId);
        var id = await db.QuerySingleAsync<long>(Insert, new { recipientId, kind, actorId, tweetId, now = Timestamp.Now(clock) });
        return [new NotificationAdded(id, recipientId)];
    }
}
