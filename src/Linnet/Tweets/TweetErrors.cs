using Linnet.Common;
using Linnet.Tweets.Edits;
using Linnet.Tweets.Pins;

namespace Linnet.Tweets;

internal static class TweetErrors
{
    public static readonly Error NotFound = new(ErrorKind.NotFound, "tweet_not_found", "Tweet not found");

    public static readonly Error ReplyParentNotFound = new(ErrorKind.NotFound, "reply_parent_not_found", "Tweet to reply to not found");

    public static readonly Error RetweetParentNotFound = new(ErrorKind.NotFound, "retweet_parent_not_found", "Tweet to retweet not found");

    public static readonly Error NotYoursToUpdate = new(ErrorKind.Forbidden, "not_author", "Not authorized to update this tweet");

    public static readonly Error NotYoursToDelete = new(ErrorKind.Forbidden, "not_author", "Not authorized to delete this tweet");

    public static readonly Error AlreadyLiked = new(ErrorKind.Refused, "already_liked", "Already liked this tweet");

    public static readonly Error NotLiked = new(ErrorKind.Refused, "not_liked", "Haven't liked this tweet");

    public static readonly Error ReplyNotAllowed = new(ErrorKind.Forbidden, "reply_not_allowed", "The author of this thread limits who may reply");

    public static readonly Error QuoteNotAllowed = new(ErrorKind.Forbidden, "quote_not_allowed", "The author of this tweet limits who may quote it");

    public static readonly Error CannotRepost = new(ErrorKind.Forbidden, "cannot_repost", "Only its author may repost or quote a tweet for followers");

    public static readonly Error CannotEditRepost = new(ErrorKind.Forbidden, "cannot_edit_repost", "A repost has no content to change");

    public static readonly Error TooManyVersions =
        new(ErrorKind.Refused, "too_many_versions", $"A tweet has at most {TweetHistory.MostVersions} versions");

    public static readonly Error CannotPin = new(ErrorKind.Forbidden, "cannot_pin", "Only one's own tweets can be pinned, and no reposts");

    public static readonly Error TooManyPins = new(ErrorKind.Refused, "too_many_pins", $"An account pins at most {PinService.Most} tweets");

    public static readonly Error WiderThanParent =
        new(ErrorKind.Refused, "wider_than_parent", "The visibility cannot be wider than that of the tweet it replies to or quotes");

    /// <summary>Answered as an error of the content.</summary>
    public static Error TooManyMentions(int most) => new(ErrorKind.Refused, TooManyMentionsCode, $"The content should mention at most {most} users");

    public const string TooManyMentionsCode = "too_many_mentions";

    public static readonly Error NotYoursToHide = new(ErrorKind.Forbidden, "not_author", "Only the author of the tweet it replies to may hide it");

    public static readonly Error NotYoursToDetach = new(ErrorKind.Forbidden, "not_author", "Only the author of the quoted tweet may detach it");
}
