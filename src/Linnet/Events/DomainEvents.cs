using System.Text.Json.Serialization;

namespace Linnet.Events;

/// <summary>
/// A committed change. The list is closed: these are all events. They carry ids, not what the ids name, so that they mean the
/// same later and on other nodes. Nodes of different versions exchange them by their names in text, which never change.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(TweetPosted), "tweet_posted")]
[JsonDerivedType(typeof(TweetEdited), "tweet_edited")]
[JsonDerivedType(typeof(TagFollowChanged), "tag_follow_changed")]
[JsonDerivedType(typeof(EntitiesFound), "entities_found")]
[JsonDerivedType(typeof(TweetSettingsChanged), "tweet_settings_changed")]
[JsonDerivedType(typeof(TweetDeleted), "tweet_deleted")]
[JsonDerivedType(typeof(TweetLiked), "tweet_liked")]
[JsonDerivedType(typeof(TweetUnliked), "tweet_unliked")]
[JsonDerivedType(typeof(BookmarkChanged), "bookmark_changed")]
[JsonDerivedType(typeof(ThreadMuteChanged), "thread_mute_changed")]
[JsonDerivedType(typeof(PollVoted), "poll_voted")]
[JsonDerivedType(typeof(ScheduledFailed), "scheduled_failed")]
[JsonDerivedType(typeof(UserFollowed), "user_followed")]
[JsonDerivedType(typeof(UserUnfollowed), "user_unfollowed")]
[JsonDerivedType(typeof(FollowChanged), "follow_changed")]
[JsonDerivedType(typeof(FollowRequested), "follow_requested")]
[JsonDerivedType(typeof(FollowRequestEnded), "follow_request_ended")]
[JsonDerivedType(typeof(UserBlocked), "user_blocked")]
[JsonDerivedType(typeof(UserUnblocked), "user_unblocked")]
[JsonDerivedType(typeof(UserMuted), "user_muted")]
[JsonDerivedType(typeof(UserUnmuted), "user_unmuted")]
[JsonDerivedType(typeof(FiltersChanged), "filters_changed")]
[JsonDerivedType(typeof(ListChanged), "list_changed")]
[JsonDerivedType(typeof(AccountRegistered), "account_registered")]
[JsonDerivedType(typeof(AccountChanged), "account_changed")]
[JsonDerivedType(typeof(AccountDeleted), "account_deleted")]
[JsonDerivedType(typeof(RowsErased), "rows_erased")]
[JsonDerivedType(typeof(SessionsEnded), "sessions_ended")]
[JsonDerivedType(typeof(NotificationAdded), "notification_added")]
[JsonDerivedType(typeof(NotificationsRemoved), "notifications_removed")]
[JsonDerivedType(typeof(NotificationsRead), "notifications_read")]
[JsonDerivedType(typeof(MessageSent), "message_sent")]
[JsonDerivedType(typeof(MessageDeleted), "message_deleted")]
[JsonDerivedType(typeof(ConversationRead), "conversation_read")]
[JsonDerivedType(typeof(MembersChanged), "members_changed")]
[JsonDerivedType(typeof(MessageBroadcast), "message_broadcast")]
[JsonDerivedType(typeof(EventFeedLost), "events_late")]
[JsonDerivedType(typeof(CachesInvalid), "events_missed")]
internal abstract record DomainEvent;

/// <param name="ReplyTo">The tweet it replies to.</param>
/// <param name="RetweetOf">The tweet it reposts or quotes.</param>
/// <param name="IsRepost">Whether it has no text of its own.</param>
/// <param name="Mentioned">Whom to notify of a mention; null for nobody.</param>
/// <param name="Tags">The ids of its hashtags, whose followers get it; null for none, or if the tweet is not public.</param>
internal sealed record TweetPosted(
    long TweetId,
    long AuthorId,
    TweetReference? ReplyTo = null,
    TweetReference? RetweetOf = null,
    bool IsRepost = false,
    IReadOnlyList<long>? Mentioned = null,
    IReadOnlyList<long>? Tags = null) : DomainEvent
{
    /// <summary>The authors of the tweets that it answers, reposts or quotes: who hides them does not want it.</summary>
    [JsonIgnore]
    public About About => new(ReplyTo?.AuthorId, RetweetOf?.AuthorId, IsRepost);
}

/// <param name="Mentioned">Whom to notify of a mention that the content did not have before; null for nobody.</param>
/// <param name="Tags">As for <see cref="TweetPosted"/>.</param>
/// <param name="ChangedTags">The hashtags that it did not have before, and those that it lost.</param>
internal sealed record TweetEdited(
    long TweetId,
    long AuthorId,
    About About = default,
    IReadOnlyList<long>? Mentioned = null,
    IReadOnlyList<long>? Tags = null,
    IReadOnlyList<long>? ChangedTags = null) : DomainEvent;

/// <summary>An account followed a hashtag, or no longer follows it.</summary>
internal sealed record TagFollowChanged(long AccountId, long TagId) : DomainEvent;

/// <summary>Mentions, hashtags or URLs were found in tweets that had been stored without.</summary>
internal sealed record EntitiesFound(IReadOnlyList<long> TweetIds) : DomainEvent;

/// <summary>Something about a tweet changed that is not its content: a policy, whether the reply is hidden, what it quotes, whether it is pinned.</summary>
/// <param name="ReplyToId">The tweet that it answers, whose list of replies may have changed.</param>
internal sealed record TweetSettingsChanged(long TweetId, long? ReplyToId) : DomainEvent;

/// <param name="ReplyToId">The tweet it replied to, unless that was deleted before.</param>
/// <param name="RetweetOfId">The tweet it reposted or quoted, unless that was deleted before.</param>
/// <param name="Orphans">Its replies and quotes, whose reference is gone; null when they are too many to list.</param>
/// <param name="About">What it was about when it was posted.</param>
/// <param name="IsForFollowers">Whether only followers could see it.</param>
/// <param name="Tags">As for <see cref="TweetPosted"/>.</param>
internal sealed record TweetDeleted(
    long TweetId,
    long AuthorId,
    long? ReplyToId = null,
    long? RetweetOfId = null,
    IReadOnlyList<long>? Orphans = null,
    About About = default,
    bool IsForFollowers = false,
    IReadOnlyList<long>? Tags = null) : DomainEvent
{
    [JsonIgnore]
    public bool IsRepost => About.IsRepost;
}

internal sealed record TweetLiked(long TweetId, long AuthorId, long LikerId) : DomainEvent;

internal sealed record TweetUnliked(long TweetId, long AuthorId, long LikerId) : DomainEvent;

/// <summary>An account bookmarked a tweet, or removed the bookmark.</summary>
internal sealed record BookmarkChanged(long AccountId, long TweetId, bool IsBookmarked) : DomainEvent;

/// <summary>An account muted a thread, or ended that.</summary>
/// <param name="ConversationId">The first tweet of the thread, which may have been deleted.</param>
internal sealed record ThreadMuteChanged(long AccountId, long ConversationId, bool IsMuted) : DomainEvent;

/// <summary>A vote in a poll, which has the id of its tweet.</summary>
/// <param name="Choices">The positions of the chosen options, as bits.</param>
internal sealed record PollVoted(long PollId, long VoterId, long Choices) : DomainEvent;

/// <summary>A scheduled tweet was due and could not be posted.</summary>
internal sealed record ScheduledFailed(long AccountId, long ScheduledId) : DomainEvent;

/// <param name="IsMuted">Whether the follower mutes the followed account or has it on an exclusive list, so that its tweets stay out of the follower's timeline.</param>
/// <param name="WasRequested">Whether the followed account accepted a request.</param>
internal sealed record UserFollowed(long FollowerId, long FollowedId, bool IsMuted = false, bool WasRequested = false) : DomainEvent;

internal sealed record UserUnfollowed(long FollowerId, long FollowedId) : DomainEvent;

/// <summary>A follower hides the reposts of a followed account, or shows them again.</summary>
internal sealed record FollowChanged(long FollowerId, long FollowedId) : DomainEvent;

internal sealed record FollowRequested(long RequesterId, long TargetId) : DomainEvent;

/// <summary>A request was accepted, rejected or withdrawn, or a block ended it.</summary>
internal sealed record FollowRequestEnded(long RequesterId, long TargetId, bool IsAccepted) : DomainEvent;

internal sealed record UserBlocked(long BlockerId, long BlockedId) : DomainEvent;

internal sealed record UserUnblocked(long BlockerId, long BlockedId) : DomainEvent;

/// <summary>An account mutes another, or changed how.</summary>
internal sealed record UserMuted(long MuterId, long MutedId) : DomainEvent;

/// <summary>A mute was lifted, or came to its end.</summary>
internal sealed record UserUnmuted(long MuterId, long MutedId) : DomainEvent;

/// <summary>An account added, changed or deleted a filter, or one came to its end.</summary>
internal sealed record FiltersChanged(long AccountId) : DomainEvent;

/// <summary>What a list is or has was changed, or the list deleted.</summary>
/// <param name="OwnerId">Whose list it is.</param>
/// <param name="ListId">The list.</param>
/// <param name="AffectsHome">Whether its members may leave the owner's home timeline, or be back.</param>
internal sealed record ListChanged(long OwnerId, long ListId, bool AffectsHome) : DomainEvent;

/// <summary>A new account.</summary>
internal sealed record AccountRegistered(long AccountId) : DomainEvent;

/// <summary>The public part of an account changed: its profile, or whether it is active or verified.</summary>
internal sealed record AccountChanged(long AccountId) : DomainEvent;

/// <summary>
/// An account was deleted with its tweets, likes, follows and notifications. Their rows, and its part in the counts of others,
/// may still have to be removed: <see cref="RowsErased"/>.
/// </summary>
internal sealed record AccountDeleted(long AccountId) : DomainEvent;

/// <summary>Rows of a deleted account or tweet were removed, so these tweets and accounts have new counts, or lost a reference.</summary>
internal sealed record RowsErased(IReadOnlyList<long> TweetIds, IReadOnlyList<long> AccountIds) : DomainEvent;

/// <summary>Some or all sessions of an account ended: what is cached about its tokens must be read again.</summary>
internal sealed record SessionsEnded(long AccountId) : DomainEvent;

/// <summary>An inbox has a new entry.</summary>
internal sealed record NotificationAdded(long NotificationId, long RecipientId) : DomainEvent;

/// <summary>Entries left an inbox: the act was undone, or the owner dismissed them.</summary>
/// <param name="RecipientId">Whose inbox.</param>
/// <param name="NotificationIds">The entries; none when all entries about a tweet are gone.</param>
/// <param name="TweetId">The tweet that was deleted, with every entry about it.</param>
internal sealed record NotificationsRemoved(long RecipientId, IReadOnlyList<long> NotificationIds, long? TweetId = null) : DomainEvent;

/// <summary>An inbox was read up to an entry.</summary>
internal sealed record NotificationsRead(long RecipientId, long UpToId) : DomainEvent;

/// <summary>A direct message was sent.</summary>
internal sealed record MessageSent(long MessageId, long ConversationId, long SenderId) : DomainEvent;

/// <summary>A direct message was deleted for all members of its conversation.</summary>
internal sealed record MessageDeleted(long MessageId, long ConversationId) : DomainEvent;

/// <summary>A member of a conversation has read it up to a message.</summary>
internal sealed record ConversationRead(long ConversationId, long AccountId, long UpToId) : DomainEvent;

/// <summary>Accounts were added to a group, or one left its conversation.</summary>
/// <param name="LeaverId">Who left; null when accounts were added.</param>
internal sealed record MembersChanged(long ConversationId, long? LeaverId) : DomainEvent;

/// <summary>A message to the connected followers of an account. It is stored nowhere, so the event carries its text.</summary>
internal sealed record MessageBroadcast(long AccountId, string Username, string Message) : DomainEvent;

/// <summary>
/// The feed of other nodes' events is interrupted. All events arrive once it is back; until then memory may be stale and must not
/// be used.
/// </summary>
internal sealed record EventFeedLost : DomainEvent;

/// <summary>
/// Rows changed without an event, by another process for example: everything in memory must be read again.
/// </summary>
/// <param name="News">Whether tweets or notifications may be among the changes, so that connected clients must read their lists again.</param>
internal sealed record CachesInvalid(bool News = false) : DomainEvent;

/// <summary>Whose tweets a tweet is about.</summary>
/// <param name="ReplyToAuthorId">The author of the tweet that it answers; stays known when that tweet goes.</param>
/// <param name="RetweetOfAuthorId">The author of the tweet that it reposts or quotes; stays known when that tweet goes.</param>
/// <param name="IsRepost">Whether it has no text of its own.</param>
internal readonly record struct About(long? ReplyToAuthorId, long? RetweetOfAuthorId, bool IsRepost);

/// <summary>A tweet that another refers to, and its author.</summary>
internal sealed record TweetReference(long TweetId, long AuthorId);
