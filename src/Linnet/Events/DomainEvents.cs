using System.Text.Json.Serialization;

namespace Linnet.Events;

/// <summary>
/// Something that happened and is committed. The list is closed: whoever reacts to events finds all of them here. They
/// carry ids, never what is behind them, so that they mean the same later and elsewhere. The name of each in text is part of
/// what nodes of different versions say to each other: it stays.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(TweetPosted), "tweet_posted")]
[JsonDerivedType(typeof(TweetEdited), "tweet_edited")]
[JsonDerivedType(typeof(TweetDeleted), "tweet_deleted")]
[JsonDerivedType(typeof(TweetLiked), "tweet_liked")]
[JsonDerivedType(typeof(TweetUnliked), "tweet_unliked")]
[JsonDerivedType(typeof(UserFollowed), "user_followed")]
[JsonDerivedType(typeof(UserUnfollowed), "user_unfollowed")]
[JsonDerivedType(typeof(AccountRegistered), "account_registered")]
[JsonDerivedType(typeof(AccountChanged), "account_changed")]
[JsonDerivedType(typeof(AccountDeleted), "account_deleted")]
[JsonDerivedType(typeof(RowsErased), "rows_erased")]
[JsonDerivedType(typeof(SessionsEnded), "sessions_ended")]
[JsonDerivedType(typeof(NotificationAdded), "notification_added")]
[JsonDerivedType(typeof(NotificationsRemoved), "notifications_removed")]
[JsonDerivedType(typeof(NotificationsRead), "notifications_read")]
[JsonDerivedType(typeof(MessageBroadcast), "message_broadcast")]
[JsonDerivedType(typeof(EventFeedLost), "events_late")]
[JsonDerivedType(typeof(CachesInvalid), "events_missed")]
internal abstract record DomainEvent;

/// <param name="ReplyTo">The tweet it answers.</param>
/// <param name="RetweetOf">The tweet it passes on.</param>
internal sealed record TweetPosted(long TweetId, long AuthorId, TweetReference? ReplyTo = null, TweetReference? RetweetOf = null) : DomainEvent;

internal sealed record TweetEdited(long TweetId, long AuthorId) : DomainEvent;

/// <param name="Orphans">Its replies and retweets, which refer to nothing now; null when they are too many to name.</param>
internal sealed record TweetDeleted(
    long TweetId, long AuthorId, long? ReplyToId = null, long? RetweetOfId = null, IReadOnlyList<long>? Orphans = null) : DomainEvent;

internal sealed record TweetLiked(long TweetId, long AuthorId, long LikerId) : DomainEvent;

internal sealed record TweetUnliked(long TweetId, long AuthorId, long LikerId) : DomainEvent;

internal sealed record UserFollowed(long FollowerId, long FollowedId) : DomainEvent;

internal sealed record UserUnfollowed(long FollowerId, long FollowedId) : DomainEvent;

/// <summary>A new account.</summary>
internal sealed record AccountRegistered(long AccountId) : DomainEvent;

/// <summary>Something that others see of an account is different: its profile, or whether it is active or verified.</summary>
internal sealed record AccountChanged(long AccountId) : DomainEvent;

/// <summary>
/// An account is gone, and with it its tweets, likes, follows and notifications. It may be that their rows are yet to be
/// removed, and its part in other people's counts with them: <see cref="RowsErased"/>.
/// </summary>
internal sealed record AccountDeleted(long AccountId) : DomainEvent;

/// <summary>Rows of what was deleted were removed, so these tweets and people have other counts now, or refer to nothing.</summary>
internal sealed record RowsErased(IReadOnlyList<long> TweetIds, IReadOnlyList<long> AccountIds) : DomainEvent;

/// <summary>Some or all of an account's log-ins are over: whatever is remembered of its tokens is to be asked anew.</summary>
internal sealed record SessionsEnded(long AccountId) : DomainEvent;

/// <summary>Somebody's inbox has a new entry.</summary>
internal sealed record NotificationAdded(long NotificationId, long RecipientId) : DomainEvent;

/// <summary>Entries left somebody's inbox: what they told of was undone, or the reader dismissed them.</summary>
/// <param name="RecipientId">Whose inbox.</param>
/// <param name="NotificationIds">The entries; none when all that spoke of a tweet have gone.</param>
/// <param name="TweetId">The tweet that was deleted, with every entry that speaks of it.</param>
internal sealed record NotificationsRemoved(long RecipientId, IReadOnlyList<long> NotificationIds, long? TweetId = null) : DomainEvent;

/// <summary>Somebody has read their inbox up to an entry.</summary>
internal sealed record NotificationsRead(long RecipientId, long UpToId) : DomainEvent;

/// <summary>Somebody said something to their followers who are connected. It is kept nowhere, so here are its words.</summary>
internal sealed record MessageBroadcast(long AccountId, string Username, string Message) : DomainEvent;

/// <summary>
/// Nothing is heard of other nodes for now. All will be told once they are heard again; until then what is remembered may be
/// older than it seems, and is not to be answered with.
/// </summary>
internal sealed record EventFeedLost : DomainEvent;

/// <summary>
/// Something was written that no event told of, by another process perhaps: whatever is remembered is to be read anew.
/// </summary>
/// <param name="News">Whether among it may be what connected people are told of: tweets, notifications.</param>
internal sealed record CachesInvalid(bool News = false) : DomainEvent;

/// <summary>A tweet that another refers to, and whose it is.</summary>
internal sealed record TweetReference(long TweetId, long AuthorId);
