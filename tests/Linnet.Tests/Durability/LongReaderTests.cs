using System.Net;
using Linnet.Storage;
using Linnet.Tests.Fixtures;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Durability;

/// <summary>A reader stays at one moment while much is written, so SQLite cannot restart its log.</summary>
[Trait("Promise", "D8")]
[Trait("Kind", Chaos.Kind)]
public sealed class LongReaderTests
{
    private const long Most = 64 * 1024 * 1024;
    private const long Kept = 17 * 1024 * 1024;

    // A tenth of a megabyte each: twice the bound in a second or two.
    // lang=sql
    private const string WriteMuch = "insert into ballast values (randomblob(100000))";

    private static readonly int Writes = Chaos.Size(quick: 1_000, @long: 10_000);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_log_stays_under_64_MB_and_shrinks_when_the_reader_ends()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var ada = await linnet.JoinAsync("ada");
        var database = linnet.Services.GetRequiredService<Database>();
        await database.WriteAsync(db => db.ExecuteAsync("create table ballast (bytes blob)"), Cancellation);
        var log = new FileInfo($"{linnet.Database}-wal");
        var longest = 0L;
        var refused = 0;
        using (var reader = new SqliteConnection($"Data Source={linnet.Database};Pooling=false"))
        {
            reader.Open();
            using var moment = reader.BeginTransaction(deferred: true);
            using var look = reader.CreateCommand();
            look.CommandText = "select count(*) from users";
            look.ExecuteScalar();
            for (var number = 0; number < Writes && refused < 3; number++)
            {
                if (!await TryWriteMuchAsync(database))
                    refused++;
                log.Refresh();
                longest = Math.Max(longest, log.Length);
            }
            using var answer = await ada.PostAsync("/tweets/", new { content = "refused" });
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
            Assert.Equal("ada", (string?)(await ada.ReadAsync("/users/me"))["username"]);
        }

        Assert.InRange(longest, Most / 2, Most);
        await ada.TweetAsync("taken again");
        log.Refresh();
        Assert.InRange(log.Length, 0, Kept);
        Figures.Record($"{longest / 1024 / 1024} MB beside the reader, {log.Length / 1024 / 1024} MB after it");
    }

    [Fact]
    public async Task Readers_that_come_and_go_refuse_nobody()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var ada = await linnet.JoinAsync("ada");
        var database = linnet.Services.GetRequiredService<Database>();
        await database.WriteAsync(db => db.ExecuteAsync("create table ballast (bytes blob)"), Cancellation);
        using var done = new CancellationTokenSource();
        var reading = Enumerable.Range(0, 4).Select(async _ =>
        {
            while (!done.IsCancellationRequested)
                await ada.ReadAsync("/tweets/");
        }).ToList();
        var log = new FileInfo($"{linnet.Database}-wal");
        for (var number = 0; number < Writes; number++)
        {
            Assert.True(await TryWriteMuchAsync(database));
            log.Refresh();
            Assert.InRange(log.Length, 0, Most);
        }
        await done.CancelAsync();
        await Task.WhenAll(reading);
    }

    private static async Task<bool> TryWriteMuchAsync(Database database)
    {
        try
        {
            await database.WriteAsync(db => db.ExecuteAsync(WriteMuch), Cancellation);
            return true;
        }
        catch (Linnet.Common.OutageException)
        {
            return false;
        }
    }
}
