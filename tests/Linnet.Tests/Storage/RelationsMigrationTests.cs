using Linnet.Tests.Fixtures;
using Linnet.Tests.Races;
using Xunit;

namespace Linnet.Tests.Storage;

/// <summary>A database from before relations is upgraded with threads and retweets in it.</summary>
public sealed class RelationsMigrationTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private string _database = "";

    public async ValueTask InitializeAsync() =>
        _database = TestDatabase.IsPostgres ? await PostgresServer.CreateEmptyDatabaseAsync() : _folder.File("before.db");

    public async ValueTask DisposeAsync()
    {
        await TestDatabase.DropAsync(_database);
        _folder.Dispose();
    }

    [Fact]
    public async Task Threads_have_their_first_tweet_and_retweets_are_quotes()
    {
        EarlierSchema.Create(_database, "relations");
        foreach (var name in new[] { "ada", "ben" })
            PlainSql.Execute(_database, $"insert into users (username, email, hashed_password, created_at, tweets_count) values ('{name}', '{name}@example.org', 'x', 1, 3)");
        // 1 ← 2 ← 3, 4 quotes 1, 5 and 6 stand alone.
        foreach (var (author, replyTo, retweetOf) in new (int, int?, int?)[] { (1, null, null), (2, 1, null), (1, 2, null), (2, null, 1), (1, null, null), (2, null, null) })
        {
            PlainSql.Execute(
                _database,
                $"insert into tweets (content, created_at, updated_at, author_id, reply_to_id, retweet_of_id) values ('x', 1, 1, {author}, {Text(replyTo)}, {Text(retweetOf)})");
        }
        PlainSql.Execute(_database, "update tweets set replies_count = 1 where id in (1, 2); update tweets set retweets_count = 1 where id = 1");

        await using var linnet = await RunningLinnet.StartNodeAsync(_database);
        Assert.Equal(
            ["1 - - - 1", "2 1 - 1 0", "3 2 - 1 0", "4 - 1 - 0", "5 - - - 0", "6 - - - 0"],
            PlainSql.Query<string>(
                _database,
                """
                select id || ' ' || coalesce(cast(reply_to_author_id as text), '-') || ' ' || coalesce(cast(retweet_of_author_id as text), '-')
                    || ' ' || coalesce(cast(conversation_id as text), '-') || ' ' || quotes_count
                from tweets order by id
                """));
        CounterRecount.AssertNoDrift(_database);
        var cleo = await linnet.JoinAsync("cleo");
        var quote = await cleo.ReadAsync("/tweets/4");
        Assert.Equal(("post", "public", 1L), ((string)quote["kind"]!, (string)quote["visibility"]!, (long)quote["quoted"]!["tweet"]!["id"]!));
    }

    private static string Text(int? id) => id?.ToString() ?? "null";
}
