using System.Diagnostics;
using Linnet.Common;
using Linnet.Events;
using Linnet.Storage;

namespace Linnet.Accounts.Deletion;

/// <summary>
/// Deletes accounts: marks one as gone in a short write, from which on nothing shows it, and removes its rows afterwards, a few
/// in each write, so that other writes wait briefly.
/// </summary>
/// <remarks>
/// What is yet to be done is in the database (<c>users.deleted_at</c>), so it goes on after a restart, on whichever node. Of
/// several that work on one account each step is one node's.
/// </remarks>
internal sealed class AccountDeleter(Database database, EventBus events, IEnumerable<IAccountDeletionStep> erasers, TimeProvider clock) : IDisposable
{
    /// <summary>How many rows of a kind one write removes at most: so it takes some milliseconds.</summary>
    public const int Batch = 100;

    // The name and the address are free at once: no name and no address has a tilde alone at its front.
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

    // Who is about to refer to it is waited for, so that what they wrote is found; who comes later waits, and finds it gone.
    // lang=sql
    private const string LockForDeletion = "select id from users where id = @accountId for update";

    // lang=sql
    private const string DeleteUser = "delete from users where id = @accountId and deleted_at is not null";

    // The last area's first: its rows hang on those of the areas before it.
    private readonly IAccountDeletionStep[] _erasers = [.. erasers.Reverse().OrderByDescending(eraser => eraser.AreInTheWay)];
    private readonly SemaphoreSlim _wake = new(0);

    /// <summary>From here on the account is gone, for everybody. To be called inside a write.</summary>
    /// <returns>False when it was gone before.</returns>
    public async Task<bool> MarkAsync(DbSession db, long accountId)
    {
        await db.LockAsync(LockForDeletion, new { accountId });
        if (await db.ExecuteAsync(Mark, new { accountId, now = Timestamp.Now(clock) }) == 0)
            return false;
        await db.ExecuteAsync(DeleteSessions, new { accountId });
        await events.RaiseAsync(db, new AccountDeleted(accountId));
        return true;
    }

    /// <summary>Makes an account that is deleted from the start, to give it one tweet: that is gone then, and removed as any other's.</summary>
    /// <param name="db">Of a write.</param>
    /// <param name="purpose">A unique text; it becomes the stand-in's name.</param>
    /// <returns>Its id.</returns>
    public Task<long> AddStandInAsync(DbSession db, string purpose) =>
        db.QuerySingleAsync<long>(InsertStandIn, new { name = $"~{purpose}", now = Timestamp.Now(clock) });

    /// <summary>Has the rows of what was deleted removed soon.</summary>
    public void Wake() => _wake.Release();

    /// <summary>Waits until there may be something to remove.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellation) => _wake.WaitAsync(atMost, cancellation);

    /// <returns>Deleted accounts of which there are still rows, those that were deleted first; not all, if they are many.</returns>
    public Task<List<long>> ListWaitingAsync(CancellationToken cancellation) =>
        database.ReadOneAsync(db => db.QueryAsync<long>(SelectWaiting), cancellation);

    /// <summary>Removes the rows of a deleted account.</summary>
    /// <param name="accountId">Whose.</param>
    /// <param name="atMost">For how long; null until all are gone.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>Whether nothing is left. If not, time was up or another node is at it.</returns>
    public async Task<bool> EraseAsync(long accountId, TimeSpan? atMost, CancellationToken cancellation)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            var stepBegun = Stopwatch.GetTimestamp();
            var step = await database.WriteAsync(db => StepAsync(db, accountId), cancellation);
            if (step is not Step.More || Stopwatch.GetElapsedTime(begun) > atMost)
                return step is Step.Done;
            // Pause as long as the step took, so that other writes get at least half of the disk.
            await Task.Delay(Stopwatch.GetElapsedTime(stepBegun), clock, cancellation);
        }
    }

    public void Dispose() => _wake.Dispose();

    private async Task<Step> StepAsync(DbSession db, long accountId)
    {
        if (!await db.TryAcquireAsync(NamedLock.AccountDeletion, accountId))
            return Step.ElsewhereAtWork;
        if (await EraseSomeAsync(db, accountId))
            return Step.More;
        await db.LockAsync(LockForDeletion, new { accountId });
        if (await EraseSomeAsync(db, accountId))
            return Step.More;
        await db.ExecuteAsync(DeleteUser, new { accountId });
        return Step.Done;
    }

    private async Task<bool> EraseSomeAsync(DbSession db, long accountId)
    {
        foreach (var eraser in _erasers)
        {
            var erased = await eraser.EraseAsync(db, accountId, Batch);
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
        ElsewhereAtWork,
    }
}
