using Linnet.Common;

namespace Linnet.Tweets;

internal static class TweetFaults
{
    public static readonly Fault NotFound = new(FaultKind.NotFound, "tweet_not_found", "Tweet not found");

    public static readonly Fault ReplyParentNotFound = new(FaultKind.NotFound, "reply_parent_not_found", "Tweet to reply to not found");

    public static readonly Fault RetweetParentNotFound = new(FaultKind.NotFound, "retweet_parent_not_found", "Tweet to retweet not found");

    /// <summary>Answered as a fault of the header that held the key.</summary>
    public static readonly Fault KeyReused = new(FaultKind.Refused, "key_reused", "This key was sent with another body before");

    public static readonly Fault NotYoursToUpdate = new(FaultKind.Forbidden, "not_author", "Not authorized to update this tweet");

    public static readonly Fault NotYoursToDelete = new(FaultKind.Forbidden, "not_author", "Not authorized to delete this tweet");

    public static readonly Fault AlreadyLiked = new(FaultKind.Refused, "already_liked", "Already liked this tweet");

    public static readonly Fault NotLiked = new(FaultKind.Refused, "not_liked", "Haven't liked this tweet");
}
