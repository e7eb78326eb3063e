using Linnet.Tests.Fixtures;

namespace Linnet.Tests.Tweets;

/// <summary>Tweets whose time is over, for tests about their deletion.</summary>
internal static class ExpiringTweets
{
    /// <summary>Adds tweets of an account, each an answer to the one before, that delete themselves now.</summary>
    public static void Add(string database, long authorId, int count)
    {
        var rows = Enumerable.Range(1, count).Select(id =>
            $"({id}, 'soon gone', 1, 1, {authorId}, {(id is 1 ? "null, null, null" : $"{id - 1}, {authorId}, 1")}, {(id < count ? 1 : 0)}, 2)");
        PlainSql.Execute(
            database,
            $"""
            insert into tweets (id, content, created_at, updated_at, author_id, reply_to_id, reply_to_author_id, conversation_id, replies_count, expires_at)
            values {string.Join(", ", rows)};
            insert into jobs (kind, key, due_at) select 'delete_tweet', cast(id as text), 2 from tweets;
            update users set tweets_count = {count} where id = {authorId};
            """);
    }

    public static int Count(string database) => PlainSql.Query<int>(database, "select count(*) from tweets").Single();

    public static int CountJobs(string database) => PlainSql.Query<int>(database, "select count(*) from jobs where kind = 'delete_tweet'").Single();

    public static int CountOfAuthor(string database) => PlainSql.Query<int>(database, "select max(tweets_count) from users").Single();
}
