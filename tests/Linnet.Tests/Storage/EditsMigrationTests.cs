using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Storage;

/// <summary>A database from before versions of tweets is upgraded with edited tweets in it.</summary>
public sealed class EditsMigrationTests : IAsyncLifetime
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
    public async Task The_last_edit_is_known_from_the_last_change()
    {
        EarlierSchema.Create(_database, "edits");
        PlainSql.Execute(_database, "insert into users (username, email, hashed_password, created_at, tweets_count) values ('ada', 'ada@example.org', 'x', 1, 3)");
        // Never edited, imported and never edited, edited.
        foreach (var updatedAt in new[] { 1_000_000, 1_000_250, 3_000_000 })
            PlainSql.Execute(_database, $"insert into tweets (content, created_at, updated_at, author_id) values ('x', 1000000, {updatedAt}, 1)");
        await using var linnet = await RunningLinnet.StartNodeAsync(_database);
        var reader = await linnet.JoinAsync("ben");
        var tweets = (await reader.ReadAsync("/tweets/?ids=1,2,3")).AsArray();
        Assert.Equal([null, null, "1970-01-01T00:00:03.000000Z"], tweets.OrderBy(tweet => (long)tweet!["id"]!).Select(tweet => (string?)tweet!["edited_at"]));
        Assert.Equal("1970-01-01T00:00:03.000000Z", (string?)Assert.Single((await reader.ReadAsync("/tweets/3/history")).AsArray())!["written_at"]);
    }
}
