using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Tweets.Polls;

/// <summary>Polls for tests about what follows from them.</summary>
internal static class PollVoters
{
    /// <returns>The id of a tweet with a poll that takes votes for five minutes.</returns>
    public static async Task<long> PollAsync(this Person author)
    {
        var answer = await author.PostAsync("/tweets/", new { content = "Which?", poll = new { options = new[] { "Looms", "Engines" }, expires_in = 300 } });
        return (long)(await answer.EnsureSuccessStatusCode().ReadJsonAsync())["id"]!;
    }

    public static async Task VoteAsync(this Person voter, long poll, int choice) =>
        (await voter.PostAsync($"/polls/{poll}/votes", new { choices = new[] { choice } })).EnsureSuccessStatusCode();

    /// <summary>Adds accounts that voted for the first option.</summary>
    public static void Add(string database, long poll, int count)
    {
        var first = PlainSql.Query<long>(database, "select max(id) from users").Single() + 1;
        for (var id = first; id < first + count; id++)
        {
            PlainSql.Execute(
                database,
                $"""
                insert into users (id, username, email, hashed_password, created_at) values ({id}, 'voter_{id}', '{id}@example.org', 'x', 1);
                insert into poll_votes (poll_id, user_id, choices) values ({poll}, {id}, 1);
                """);
        }
        PlainSql.Execute(
            database,
            $"""
            update polls set voters_count = voters_count + {count} where id = {poll};
            update poll_options set votes_count = votes_count + {count} where poll_id = {poll} and position = 0;
            """);
    }

    /// <summary>Makes a poll end now.</summary>
    public static void End(string database, long poll) =>
        PlainSql.Execute(database, $"update polls set ends_at = 1 where id = {poll}; update jobs set due_at = 1 where kind = 'end_poll' and key = '{poll}:0'");

    /// <summary>How many accounts were notified of an end. Fails if one was notified twice.</summary>
    public static long CountNotified(string database)
    {
        Assert.Empty(PlainSql.Query<long>(
            database, "select recipient_id from notifications where kind = 'poll_ended' group by recipient_id, tweet_id having count(*) > 1"));
        return PlainSql.Query<long>(database, "select count(*) from notifications where kind = 'poll_ended'").Single();
    }
}
