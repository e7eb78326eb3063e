namespace Linnet.Events;

/// <summary>
/// Something that happened and is committed. The list is closed: whoever reacts to events finds all of them here. They
/// carry ids, never what is behind them, so that they mean the same later and elsewhere.
/// </summary>
internal abstract record DomainEvent;

/// <param name="ReplyTo">The tweet it answers.</param>
/// <param name="RetweetOf">The tweet it passes on.</param>
internal sealed record TweetPosted(long TweetId, long AuthorId, TweetReference? ReplyTo, TweetReference? RetweetOf) : DomainEvent;

internal sealed record TweetEdited(long TweetId, long AuthorId) : DomainEvent;

/// <param name="Orphans">Its replies and retweets, which refer to nothing now.</param>
internal sealed record TweetDeleted(
    long TweetId, long AuthorId, long? ReplyToId, long? RetweetOfId, IReadOnlyList<long> Orphans) : DomainEvent;

internal sealed record TweetLiked(long TweetId, long AuthorId, long LikerId) : DomainEvent;

internal sealed record TweetUnliked(long TweetId, long AuthorId, long LikerId) : DomainEvent;

internal sealed record UserFollowed(long FollowerId, long FollowedId) : DomainEvent;

internal sealed record UserUnfollowed(long FollowerId, long FollowedId) : DomainEvent;

/// <summary>A new account.</summary>
internal sealed record AccountRegistered(long AccountId) : DomainEvent;

/// <summary>Something that others see of an account is different: its profile, or whether it is active or verified.</summary>
internal sealed record AccountChanged(long AccountId) : DomainEvent;

/// <summary>An account is gone, and with it its tweets, likes, follows and notifications.</summary>
internal sealed record AccountDeleted(long AccountId) : DomainEvent;

/// <summary>Some or all of an account's log-ins are over: whatever is remembered of its tokens is to be asked anew.</summary>
internal sealed record SessionsEnded(long AccountId) : DomainEvent;

/// <summary>Somebody's inbox has a new entry.</summary>
internal sealed record NotificationAdded(long NotificationId, long RecipientId) : DomainEvent;

/// <summary>
/// Something was written that no event told of, by another process perhaps: whatever is remembered is to be read anew.
/// </summary>
internal sealed record EventsMissed : DomainEvent;

/// <summary>A tweet that another refers to, and whose it is.</summary>
internal sealed record TweetReference(long TweetId, long AuthorId);
