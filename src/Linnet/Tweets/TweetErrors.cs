using Linnet.Common;

namespace Linnet.Tweets;

internal static class TweetErrors
{
    public static readonly Error NotFound = new(ErrorKind.NotFound, "tweet_not_found", "Tweet not found");

    public static readonly Error ReplyParentNotFound = new(ErrorKind.NotFound, "reply_parent_not_found", "Tweet to reply to not found");

    public static readonly Error RetweetParentNotFound = new(ErrorKind.NotFound, "retweet_parent_not_found", "Tweet to retweet not found");

    /// <summary>Answered as an error of the header that held the key.</summary>
    public static readonly Error KeyReused = new(ErrorKind.Refused, "key_reused", "This key was sent with another body before");

    public static readonly Error NotYoursToUpdate = new(ErrorKind.Forbidden, "not_author", "Not authorized to update this tweet");

    public static readonly Error NotYoursToDelete = new(ErrorKind.Forbidden, "not_author", "Not authorized to delete this tweet");

    public static readonly Error AlreadyLiked = new(ErrorKind.Refused, "already_liked", "Already liked this tweet");

    public static readonly Error NotLiked = new(ErrorKind.Refused, "not_liked", "Haven't liked this tweet");
}
