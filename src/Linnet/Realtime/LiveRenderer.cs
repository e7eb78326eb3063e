using System.Text.Json;
using Linnet.Common;
using Linnet.Events;
using Linnet.Messages;
using Linnet.Notifications;
using Linnet.Tweets;

namespace Linnet.Realtime;

/// <summary>Turns what happened into the messages of the wire.</summary>
internal sealed class LiveRenderer(TimeProvider clock)
{
    private static readonly RealtimeJson Json = RealtimeJson.Wire;

    private Timestamp Now => Timestamp.Now(clock);

    public LiveMessage Established(string username, long accountId) => LiveMessage.Render(
        "connection_established",
        new ConnectionEstablished($"Welcome @{username}! You are now connected.", accountId),
        Json.ConnectionEstablished,
        Now);

    public LiveMessage Tweeted(Tweet tweet) =>
        LiveMessage.Render("new_tweet", new NewTweetMessage(tweet.Id, tweet.AuthorId, tweet), Json.NewTweetMessage, Now);

    /// <exception cref="InvalidOperationException">The notification is of a kind that has no message.</exception>
    public LiveMessage Notified(Notification notification)
    {
        var (id, actor, tweet) = (notification.Id, notification.Actor, notification.Tweet);
        return notification.Type switch
        {
            NotificationKinds.Follow => LiveMessage.Render("new_follow", new NewFollow(actor.Id, id, actor), Json.NewFollow, Now, id),
            NotificationKinds.FollowRequest => LiveMessage.Render(
                "new_follow_request", new NewFollowRequest(actor.Id, id, actor), Json.NewFollowRequest, Now, id),
            NotificationKinds.FollowAccepted => LiveMessage.Render(
                "new_follow_accepted", new NewFollowAccepted(actor.Id, id, actor), Json.NewFollowAccepted, Now, id),
            NotificationKinds.Like => LiveMessage.Render(
                "new_like", new NewLike(tweet!.Id, actor.Id, id, tweet, actor), Json.NewLike, Now, id),
            NotificationKinds.Reply => LiveMessage.Render(
                "new_reply", new NewReply(tweet!.ReplyToId, tweet.Id, actor.Id, id, tweet, actor), Json.NewReply, Now, id),
            NotificationKinds.Retweet => LiveMessage.Render(
                "new_retweet", new NewRetweet(tweet!.RetweetOfId, tweet.Id, actor.Id, id, tweet, actor), Json.NewRetweet, Now, id),
            NotificationKinds.Mention => LiveMessage.Render(
                "new_mention", new NewMention(tweet!.Id, actor.Id, id, tweet, actor), Json.NewMention, Now, id),
            NotificationKinds.TweetEdited => LiveMessage.Render(
                "new_tweet_edited", new NewTweetEdited(tweet!.Id, actor.Id, id, tweet, actor), Json.NewTweetEdited, Now, id),
            NotificationKinds.PollEnded => LiveMessage.Render(
                "new_poll_ended", new NewPollEnded(tweet!.Id, actor.Id, id, tweet, actor), Json.NewPollEnded, Now, id),
            NotificationKinds.ScheduledFailed => LiveMessage.Render(
                "new_scheduled_failed", new NewScheduledFailed(id, actor), Json.NewScheduledFailed, Now, id),
            _ => throw new InvalidOperationException($"No message for notifications of kind {notification.Type}"),
        };
    }

    public LiveMessage Removed(NotificationsRemoved removed, long unreadCount) => LiveMessage.Render(
        "notifications_removed", new NotificationsGone(removed.NotificationIds, removed.TweetId, unreadCount), Json.NotificationsGone, Now);

    public LiveMessage Read(NotificationsRead read, long unreadCount) =>
        LiveMessage.Render("notifications_read", new InboxRead(read.UpToId, unreadCount), Json.InboxRead, Now);

    public LiveMessage Updated(Tweet tweet) =>
        LiveMessage.Render("tweet_updated", new TweetUpdated(tweet.Id, tweet.AuthorId, tweet), Json.TweetUpdated, Now);

    public LiveMessage Deleted(TweetDeleted deletion) =>
        LiveMessage.Render("tweet_deleted", new TweetGone(deletion.TweetId, deletion.AuthorId), Json.TweetGone, Now);

    public LiveMessage Sent(Message message) =>
        LiveMessage.Render("new_message", new NewMessage(message.ConversationId, message), Json.NewMessage, Now);

    public LiveMessage Deleted(MessageDeleted deleted) =>
        LiveMessage.Render("message_deleted", new MessageGone(deleted.ConversationId, deleted.MessageId), Json.MessageGone, Now);

    public LiveMessage Read(ConversationRead read) =>
        LiveMessage.Render("conversation_read", new MessagesRead(read.ConversationId, read.UpToId), Json.MessagesRead, Now);

    public LiveMessage Changed(MembersChanged change, bool isMember) =>
        LiveMessage.Render("members_changed", new ConversationMembers(change.ConversationId, isMember), Json.ConversationMembers, Now);

    public LiveMessage Broadcast(string from, string message) =>
        LiveMessage.Render("user_message", new UserMessage(from, message), Json.UserMessage, Now);

    public LiveMessage Resync(string message) => LiveMessage.Render("resync", new Resync(message), Json.Resync, Now);

    public LiveMessage Error(string message) => LiveMessage.Render("error", new LiveError(message), Json.LiveError, Now);

    public LiveMessage Echo(JsonElement sent) => LiveMessage.Echo(sent, Now);

    public LiveMessage Pong() => LiveMessage.Pong(Now);
}
