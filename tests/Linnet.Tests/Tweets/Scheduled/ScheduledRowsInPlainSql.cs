using Linnet.Tests.Fixtures;

namespace Linnet.Tests.Tweets.Scheduled;

/// <summary>Scheduled tweets for tests about what becomes of them.</summary>
internal static class ScheduledRowsInPlainSql
{
    private const long Hour = 3_600_000_000;

    private static long Now => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Adds scheduled tweets of an account that are due now, each with other words.</summary>
    public static void AddDue(string database, long accountId, int count)
    {
        var rows = Enumerable.Range(1, count).Select(number => $$"""({{accountId}}, '{"content":"Later {{number}}"}', {{Now}}, 0, 1, 1)""");
        PlainSql.Execute(
            database,
            $"""
            insert into scheduled_tweets (user_id, draft, due_at, state, created_at, updated_at) values {string.Join(", ", rows)};
            insert into jobs (kind, key, due_at) select 'post_scheduled', cast(id as text), {Now} from scheduled_tweets;
            """);
    }

    /// <summary>Makes all scheduled tweets due so many hours ago.</summary>
    public static void MakeDue(string database, int hoursAgo = 0) => PlainSql.Execute(
        database,
        $"""
        update scheduled_tweets set due_at = {Now - (hoursAgo * Hour)} where state = 0;
        update jobs set due_at = 1 where kind = 'post_scheduled'
        """);

    public static int CountWaiting(string database) => PlainSql.Query<int>(database, "select count(*) from scheduled_tweets where state = 0").Single();

    public static int CountJobs(string database) => PlainSql.Query<int>(database, "select count(*) from jobs where kind = 'post_scheduled'").Single();

    /// <summary>How many tweets there are, and how many different ones.</summary>
    public static (int All, int Different) CountTweets(string database) =>
        PlainSql.Query<(int, int)>(database, "select count(*), count(distinct content) from tweets").Single();
}
