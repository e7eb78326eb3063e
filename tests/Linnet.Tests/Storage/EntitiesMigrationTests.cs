using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Storage;

/// <summary>A database from before the server found mentions, hashtags and URLs gets them for its tweets, while it is served.</summary>
public sealed class EntitiesMigrationTests : IAsyncLifetime
{
    private const int Tweets = 2_500;

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
    public async Task Tweets_of_before_get_their_entities_in_batches()
    {
        EarlierSchema.Create(_database, "entities");
        PlainSql.Execute(_database, "insert into users (username, email, hashed_password, created_at) values ('ada', 'ada@example.org', 'x', 1)");
        PlainSql.Execute(_database, $"""
            with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < {Tweets})
            insert into tweets (content, created_at, updated_at, author_id)
            select case n % 5 when 0 then '@ADA #looms' when 1 then '#Looms ' || n else 'plain ' || n end, n, n, 1 from numbers
            """);
        await using var linnet = await RunningLinnet.StartNodeAsync(_database);
        var bob = await linnet.JoinAsync("bob");
        await bob.ReadAsync("/tweets/5");
        await Eventually.TrueAsync(() => Count("jobs") is 0, "the job is done");
        Assert.Equal((Tweets / 5, Tweets * 2 / 5, 0), (Count("mentions"), Count("tweet_tags"), Count("notifications")));
        Assert.Equal(
            """{"mentions":[{"user_id":1,"username":"ada","start":0,"end":4}],"hashtags":[{"tag":"looms","start":5,"end":11}],"urls":[]}""",
            (await bob.ReadAsync("/tweets/5"))["entities"]!.ToJsonString());
        Assert.Null((await bob.ReadAsync("/tweets/2"))["entities"]);
        Assert.Equal(100, (await bob.ReadAsync("/tags/looms/tweets?limit=100")).AsArray().Count);
    }

    [Fact]
    public async Task Tweets_of_before_may_name_more_users_than_a_statement_has_parameters()
    {
        // SQLite takes 32,766; a list is one.
        const int Names = 33_600;
        EarlierSchema.Create(_database, "entities");
        PlainSql.Execute(_database, "insert into users (username, email, hashed_password, created_at) values ('u33599', 'ada@example.org', 'x', 1)");
        var contents = Enumerable.Range(0, Names).Select(number => $"@u{number}").Chunk(40).Select(names => $"('{string.Join(' ', names)}', 1, 1, 1)");
        PlainSql.Execute(_database, $"insert into tweets (content, created_at, updated_at, author_id) values {string.Join(',', contents)}");
        await using var linnet = await RunningLinnet.StartNodeAsync(_database);
        await Eventually.TrueAsync(() => Count("jobs") is 0, "the job is done");
        Assert.Equal(1, Count("mentions"));
    }

    private long Count(string table) => PlainSql.Query<long>(_database, $"select count(*) from {table}").Single();
}
