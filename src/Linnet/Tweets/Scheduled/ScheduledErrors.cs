using Linnet.Common;

namespace Linnet.Tweets.Scheduled;

internal static class ScheduledErrors
{
    public const string TimeCode = "scheduled_at_out_of_range";

    /// <summary>Also of another account's, and of one that was posted.</summary>
    public static readonly Error NotFound = new(ErrorKind.NotFound, "scheduled_tweet_not_found", "Scheduled tweet not found");

    /// <summary>Its number is a setting.</summary>
    public static readonly Error TooMany = new(ErrorKind.Refused, "too_many_scheduled_tweets", "The account has too many scheduled tweets");

    /// <summary>Kept with a tweet that was due too long ago.</summary>
    public static readonly Error TooLate = new(ErrorKind.Refused, "too_late", "The server could not post it near its time");

    /// <summary>Answered as an error of the time.</summary>
    public static Error TimeOutOfRange(ScheduledOptions options) => new(
        ErrorKind.Refused,
        TimeCode,
        $"The time should be at least {options.EarliestSeconds} seconds and at most {options.LatestDays} days ahead");
}
