using Linnet.Accounts.Passwords;
using Linnet.Commands;
using Linnet.Commands.Seed;
using Linnet.Media.Files;
using Linnet.Storage.Counters;
using Linnet.Tests.Fixtures;
using Linnet.Tweets.Entities;
using Xunit;

namespace Linnet.Tests.Storage;

public sealed class CounterAuditTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly CommandHost _host;

    public CounterAuditTests() =>
        _host = CommandHost.Open([$"--database={_folder.File("test.db")}", "--passwords:bcryptcost=4", "--logging:loglevel:default=Error"]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private CounterAudit Audit => _host.Get<CounterAudit>();

    public async ValueTask InitializeAsync()
    {
        await _host.Database.MigrateAsync(Cancellation);
        await new Seeder(_host.Database, Audit, _host.Get<EntityBackfill>(), _host.Get<PasswordHasher>(), _host.Get<MediaStore>())
            .RunAsync(new DemoSize(People: 12, Tweets: 80, FollowsEach: 4, Likes: 100, Seed: 5), _ => { }, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("users", "followers_count")]
    [InlineData("users", "following_count")]
    [InlineData("users", "tweets_count")]
    [InlineData("tweets", "likes_count")]
    [InlineData("tweets", "replies_count")]
    [InlineData("tweets", "retweets_count")]
    public async Task Drift_of_each_counter_is_found_and_repaired_to_what_it_was(string table, string column)
    {
        var before = await ReadAsync(table, column);
        await ExecuteAsync($"update {table} set {column} = {column} + 2 where id in (3, 7)");
        var drift = Assert.Single(await Audit.FindDriftAsync(Cancellation));
        Assert.Equal(($"{table}.{column}", 2), (drift.Counter.ToString(), drift.Rows));
        Assert.Equal([(3L, 2L), (7L, 2L)], drift.Examples.Select(row => (row.Id, row.Stored - row.Actual)));
        Assert.Equal(2, await Audit.RepairAsync(Cancellation));
        Assert.Equal(before, await ReadAsync(table, column));
        Assert.Empty(await Audit.FindDriftAsync(Cancellation));
    }

    [Fact]
    public async Task Every_counting_column_of_the_schema_is_audited()
    {
        const string SelectCounting = """
            select m.name || '.' || c.name from sqlite_master m, pragma_table_info(m.name) c
            where m.type = 'table' and c.name like '%!_count' escape '!'
            """;
        var columns = await _host.Database.ReadAsync(db => db.QueryAsync<string>(SelectCounting), Cancellation);
        var audited = _host.Get<IEnumerable<Counter>>().Select(counter => counter.ToString());
        Assert.Equal(columns.Order(StringComparer.Ordinal), audited.Order(StringComparer.Ordinal));
    }

    private Task<List<long>> ReadAsync(string table, string column) =>
        _host.Database.ReadAsync(db => db.QueryAsync<long>($"select {column} from {table} order by id"), Cancellation);

    private Task<int> ExecuteAsync(string sql) => _host.Database.WriteAsync(db => db.ExecuteAsync(sql), Cancellation);
}
