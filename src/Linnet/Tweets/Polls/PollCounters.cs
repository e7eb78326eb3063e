using Linnet.Storage.Counters;

namespace Linnet.Tweets.Polls;

/// <summary>The counters that votes keep.</summary>
internal static class PollCounters
{
    public static readonly Counter Voters = new("polls", "voters_count", "poll_votes", "select count(*) from poll_votes v where v.poll_id = t.id");

    public static readonly Counter Votes = new(
        "poll_options",
        "votes_count",
        "poll_votes",
        "select count(*) from poll_votes v where v.poll_id = t.poll_id and (v.choices >> cast(t.position as integer)) & 1 = 1");
}
