using Linnet.Common;
using Linnet.Storage;
using Linnet.Storage.Sqlite;
using Linnet.Tests.Fixtures;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Linnet.Tests.Storage;

public sealed class SqliteWriterTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private SqliteDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = new SqliteDatabase(
            _folder.File("test.db"), new StorageOptions(), Meters.Writes, TimeProvider.System, NullLogger<SqliteDatabase>.Instance);
        await _database.MigrateAsync(Cancellation);
        await _database.WriteAsync(db => db.ExecuteAsync("create table notes (text text not null unique)"), Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_write_whose_caller_left_before_its_turn_is_not_carried_out()
    {
        using var gone = new CancellationTokenSource();
        using var blocked = new ManualResetEventSlim();
        var holder = _database.WriteAsync(
            db =>
            {
                blocked.Wait(Cancellation);
                return db.ExecuteAsync("insert into notes values ('holder')");
            },
            Cancellation);
        var waiting = _database.WriteAsync(db => db.ExecuteAsync("insert into notes values ('gone')"), gone.Token);
        await gone.CancelAsync();
        blocked.Set();
        await holder;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    [Trait("Promise", "D7")]
    public async Task A_lock_held_by_another_program_refuses_all_who_wait_and_then_writes_resume()
    {
        using var other = new SqliteConnection($"Data Source={_folder.File("test.db")};Pooling=false");
        other.Open();
        using (other.BeginTransaction(deferred: false))
        {
            var writes = Enumerable.Range(0, 20).Select(number => InsertAsync($"{number}")).ToList();
            foreach (var write in writes)
                Assert.Equal(StorageErrors.Busy, (await Assert.ThrowsAsync<OutageException>(() => write)).Error);
        }
        await InsertAsync("after");
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once()
    {
        await using var small = new SqliteDatabase(
            _folder.File("test.db"), new StorageOptions { WriteQueueLength = 16 }, Meters.Writes, TimeProvider.System, NullLogger<SqliteDatabase>.Instance);
        using var blocked = new ManualResetEventSlim();
        using var running = new ManualResetEventSlim();
        var holder = small.WriteAsync(
            db =>
            {
                running.Set();
                blocked.Wait(Cancellation);
                return db.ExecuteAsync("select 1");
            },
            Cancellation);
        running.Wait(Cancellation);
        var queued = Enumerable.Range(0, 16).Select(_ => small.WriteAsync(db => db.ExecuteAsync("select 1"), Cancellation)).ToList();
        await Assert.ThrowsAsync<OutageException>(() => small.WriteAsync(db => db.ExecuteAsync("select 1"), Cancellation));
        blocked.Set();
        await Task.WhenAll([holder, .. queued]);
    }

    private Task<int> InsertAsync(string text) =>
        _database.WriteAsync(db => db.ExecuteAsync("insert into notes values (@text)", new { text }), Cancellation);

    private Task<long> CountAsync() =>
        _database.ReadAsync(db => db.QuerySingleAsync<long>("select count(*) from notes"), Cancellation);
}
