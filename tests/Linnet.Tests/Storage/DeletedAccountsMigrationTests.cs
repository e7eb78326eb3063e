using System.Net;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Storage;

/// <summary>A database from before accounts could be deleted in steps is upgraded with all who are in it.</summary>
public sealed class DeletedAccountsMigrationTests : IAsyncLifetime
{
    private const string Upgrade = "deleted_accounts";

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
    public async Task Those_who_were_there_are_there_and_can_be_deleted()
    {
        EarlierSchema.Create(_database, Upgrade);
        PlainSql.Execute(_database, "insert into users (username, email, hashed_password, created_at, tweets_count) values ('ada', 'ada@example.org', 'x', 1, 1)");
        PlainSql.Execute(_database, "insert into tweets (content, created_at, updated_at, author_id) values ('from before', 1, 1, 1)");

        await using var linnet = await RunningLinnet.StartNodeAsync(_database);
        var bob = await linnet.JoinAsync("bob");
        Assert.Equal(1, (long)(await bob.ReadAsync("/users/ada"))["tweets_count"]!);
        Assert.Equal("from before", (string?)(await bob.ReadAsync("/tweets/1"))["content"]);
        await linnet.MarkDeletedAsync(1);
        Assert.Equal(HttpStatusCode.NotFound, (await bob.GetAsync("/users/ada")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await bob.GetAsync("/tweets/1")).StatusCode);
        while (await linnet.EraseStepAsync())
            Assert.Equal(["bob"], (await bob.ReadAsync("/users/")).AsArray().Select(user => (string?)user!["username"]));
        Assert.Empty(PlainSql.Query<long>(_database, "select id from tweets"));
    }
}
