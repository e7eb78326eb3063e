using System.Diagnostics;
using Linnet.Common;
using Linnet.Events;
using Linnet.Storage;

namespace Linnet.Accounts.Deletion;

/// <summary>
/// Deletes accounts in two stages. A short write marks the account as deleted, and from then on nothing shows it. Later
/// writes remove its rows in small batches, so that no other write waits long.
/// </summary>
/// <remarks>
/// The remaining work is recorded in the database (<c>users.deleted_at</c>), so any node resumes it after a restart. When
/// several nodes work on one account, each step runs on one of them.
/// </remarks>
internal sealed class AccountDeleter(Database database, EventBus events, IEnumerable<IAccountDeletionStep> erasers, TimeProvider clock) : IDisposable
{
    /// <summary>How many rows of a kind one write removes at most. Keeps a write to a few milliseconds.</summary>
    public const int Batch = 100;

    // Frees the name and the address at once: no valid name or address starts with a lone tilde.
    // lang=sql
    private const string Mark = """
        update users
        set username = '~' || id, email = '~' || id, hashed_password = '', full_name = null, bio = null,
            is_active = false, is_verified = false, deleted_at = @now
        where id = @accountId and deleted_at is null
        """;

    // lang=sql
    private const string DeleteSessions = "delete from sessions where user_id = @accountId";

    // lang=sql
    private const string InsertStandIn = """
        insert into users (username, email, hashed_password, is_active, created_at, deleted_at, tweets_count)
        values (@name, @name, '', false, @now, @now, 1)
        returning id
        """;

    // lang=sql
    private const string SelectWaiting = "select id from users where deleted_at is not null order by deleted_at, id limit 100";

    // Waits for transactions that are about to refer to the account, so that their rows are found. Later ones wait and find it deleted.
    // lang=sql
    private const string LockForDeletion = "select id from users where id = @accountId for update";

    // lang=sql
    private const string DeleteUser = "delete from users where id = @accountId and deleted_at is not null";

    // Reversed, because the rows of later areas refer to those of earlier ones.
    private readonly IAccountDeletionStep[] _erasers = [.. erasers.Reverse().OrderByDescending(eraser => eraser.AreInTheWay)];
    private readonly SemaphoreSlim _wake = new(0);

    /// <summary>Marks the account as deleted, which hides it everywhere. Call inside a write.</summary>
    /// <returns>False if it was already deleted.</returns>
    public async Task<bool> MarkAsync(DbSession db, long accountId)
    {
        await db.LockAsync(LockForDeletion, new { accountId });
        if (await db.ExecuteAsync(Mark, new { accountId, now = Timestamp.Now(clock) }) == 0)
            return false;
        await db.ExecuteAsync(DeleteSessions, new { accountId });
        await events.RaiseAsync(db, new AccountDeleted(accountId));
        return true;
    }

    /// <summary>Creates an already deleted account to hold one tweet, so that the tweet disappears and is removed like any other.</summary>
    /// <param name="db">A session of a write.</param>
    /// <param name="purpose">A unique text that is never used again.</param>
    /// <returns>The id of the new account.</returns>
    public Task<long> AddStandInAsync(DbSession db, string purpose) =>
        db.QuerySingleAsync<long>(InsertStandIn, new { name = $"~{purpose}", now = Timestamp.Now(clock) });

    /// <summary>Makes the worker remove the rows of deleted accounts soon.</summary>
    public void Wake() => _wake.Release();

    /// <summary>Waits until there may be something to remove.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellation) => _wake.WaitAsync(atMost, cancellation);

    /// <returns>Deleted accounts that still have rows, earliest deletion first; at most 100.</returns>
    public Task<List<long>> ListWaitingAsync(CancellationToken cancellation) =>
        database.ReadOneAsync(db => db.QueryAsync<long>(SelectWaiting), cancellation);

    /// <summary>Removes the rows of a deleted account.</summary>
    /// <param name="accountId">The deleted account.</param>
    /// <param name="atMost">The time limit; null to continue until all rows are removed.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>True when nothing is left. False when the time is up or another node works on the account.</returns>
    public async Task<bool> EraseAsync(long accountId, TimeSpan? atMost, CancellationToken cancellation)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            var stepBegun = Stopwatch.GetTimestamp();
            var step = await database.WriteAsync(db => StepAsync(db, accountId), cancellation);
            if (step is not Step.More || Stopwatch.GetElapsedTime(begun) > atMost)
                return step is Step.Done;
            // Pauses as long as the step took, which leaves at least half of the disk to other writes and lets waiting ones go first.
            await Task.Delay(Stopwatch.GetElapsedTime(stepBegun), clock, cancellation);
        }
    }

    public void Dispose() => _wake.Dispose();

    private async Task<Step> StepAsync(DbSession db, long accountId)
    {
        if (!await db.TryAcquireAsync(NamedLock.AccountDeletion, accountId))
            return Step.RunsElsewhere;
        if (await EraseBatchAsync(db, accountId))
            return Step.More;
        await db.LockAsync(LockForDeletion, new { accountId });
        if (await EraseBatchAsync(db, accountId))
            return Step.More;
        await db.ExecuteAsync(DeleteUser, new { accountId });
        return Step.Done;
    }

    private async Task<bool> EraseBatchAsync(DbSession db, long accountId)
    {
        foreach (var eraser in _erasers)
        {
            var erased = await eraser.EraseAsync(db, accountId, Batch);
            foreach (var repost in erased.Reposts ?? [])
                await events.RaiseAsync(db, repost);
            if (erased.Tweets is { Count: > 0 } || erased.Accounts is { Count: > 0 })
                await events.RaiseAsync(db, new RowsErased(erased.Tweets ?? [], erased.Accounts ?? []));
            if (erased.Count > 0)
                return true;
        }
        return false;
    }

    private enum Step
    {
        More,
        Done,
        RunsElsewhere,
    }
}
