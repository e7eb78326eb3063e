using Linnet.Messages;
using Linnet.Tweets;
using Linnet.Users;

namespace Linnet.Realtime;

/// <summary>The first message of every connection.</summary>
internal sealed record ConnectionEstablished(string Message, long UserId);

/// <summary>A user whom the receiver follows posted a tweet.</summary>
internal sealed record NewTweetMessage(long TweetId, long AuthorId, Tweet Tweet);

/// <summary>A user likes the receiver's tweet.</summary>
internal sealed record NewLike(long TweetId, long LikerId, long NotificationId, Tweet Tweet, User Actor);

/// <summary>A user follows the receiver.</summary>
internal sealed record NewFollow(long FollowerId, long NotificationId, User Actor);

/// <summary>A user replied to the receiver's tweet; <paramref name="Tweet"/> is the reply.</summary>
internal sealed record NewReply(long? OriginalTweetId, long ReplyId, long ReplierId, long NotificationId, Tweet Tweet, User Actor);

/// <summary>A user retweeted the receiver's tweet; <paramref name="Tweet"/> is the retweet.</summary>
internal sealed record NewRetweet(long? OriginalTweetId, long RetweetId, long RetweeterId, long NotificationId, Tweet Tweet, User Actor);

/// <summary>A user asks to follow the receiver's locked account.</summary>
internal sealed record NewFollowRequest(long RequesterId, long NotificationId, User Actor);

/// <summary>A locked account accepted the receiver's request: the receiver follows it now.</summary>
internal sealed record NewFollowAccepted(long UserId, long NotificationId, User Actor);

/// <summary>A tweet mentions the receiver.</summary>
internal sealed record NewMention(long TweetId, long AuthorId, long NotificationId, Tweet Tweet, User Actor);

/// <summary>A tweet that the receiver reposted was edited.</summary>
internal sealed record NewTweetEdited(long TweetId, long AuthorId, long NotificationId, Tweet Tweet, User Actor);

/// <summary>A poll ended that is the receiver's, or in which the receiver voted.</summary>
internal sealed record NewPollEnded(long TweetId, long AuthorId, long NotificationId, Tweet Tweet, User Actor);

/// <summary>A scheduled tweet of the receiver's could not be posted. <c>GET /scheduled</c> says why.</summary>
/// <param name="NotificationId">Its entry in the inbox.</param>
/// <param name="Actor">The receiver.</param>
internal sealed record NewScheduledFailed(long NotificationId, User Actor);

/// <summary>Entries left the receiver's inbox.</summary>
/// <param name="NotificationIds">Which ones; none when all that spoke of <paramref name="TweetId"/> have gone.</param>
/// <param name="TweetId">The tweet that was deleted, with every entry about it.</param>
/// <param name="UnreadCount">How many are unread now.</param>
internal sealed record NotificationsGone(IReadOnlyList<long> NotificationIds, long? TweetId, long UnreadCount);

/// <summary>The receiver has read the inbox up to an entry, somewhere.</summary>
internal sealed record InboxRead(long UpToId, long UnreadCount);

/// <summary>A tweet has other words now. Rendered once for everyone, so <c>is_liked</c> is not the receiver's.</summary>
internal sealed record TweetUpdated(long TweetId, long AuthorId, Tweet Tweet);

internal sealed record TweetGone(long TweetId, long AuthorId);

/// <summary>A direct message in a conversation that the receiver has accepted, also of the receiver's own.</summary>
internal sealed record NewMessage(long ConversationId, Message Message);

internal sealed record MessageGone(long ConversationId, long MessageId);

/// <summary>The receiver has read a conversation up to a message, somewhere.</summary>
internal sealed record MessagesRead(long ConversationId, long LastReadId);

/// <summary>A group has other members than before, or the receiver has left a conversation, somewhere.</summary>
/// <param name="IsMember">False for a conversation that the receiver has left.</param>
internal sealed record ConversationMembers(long ConversationId, bool IsMember);

/// <summary>A user whom the receiver follows sent a broadcast.</summary>
internal sealed record UserMessage(string From, string Message);

/// <summary>Too much was missed to be sent one by one: read the lists again.</summary>
internal sealed record Resync(string Message);

internal sealed record LiveError(string Message);
