using Linnet.Common;

namespace Linnet.Tweets.Polls;

internal static class PollErrors
{
    public static readonly Error NotFound = new(ErrorKind.NotFound, "poll_not_found", "Poll not found");

    public static readonly Error Ended = new(ErrorKind.Refused, "poll_ended", "This poll has ended");

    public static readonly Error AlreadyVoted = new(ErrorKind.Refused, "already_voted", "Already voted in this poll");

    public static readonly Error InvalidChoice = new(ErrorKind.Refused, "invalid_choice", "This poll has no such option");

    public static readonly Error OneChoiceOnly = new(ErrorKind.Refused, "one_choice_only", "This poll takes a vote for one option only");

    public static readonly Error HasVotes = new(
        ErrorKind.Forbidden, "poll_has_votes", "What a tweet says cannot be changed once somebody has voted in its poll");
}
