using Linnet.Accounts.Deletion;
using Linnet.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Linnet.Tests.Fixtures;

/// <summary>The time between a deletion and the removal of its rows, for as long as a test wants to look.</summary>
internal static class Erasing
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>From here on rows are removed by <see cref="EraseStepAsync"/> alone, and by a deletion before it answers.</summary>
    public static Task StopErasingAsync(this RunningLinnet linnet) =>
        linnet.Services.GetServices<IHostedService>().OfType<DeletionWorker>().Single().StopAsync(Cancellation);

    /// <summary>What a deletion does before it removes any row.</summary>
    public static Task MarkDeletedAsync(this RunningLinnet linnet, long accountId) =>
        linnet.Services.GetRequiredService<Database>().WriteAsync(
            db => linnet.Services.GetRequiredService<AccountDeleter>().MarkAsync(db, accountId), Cancellation);

    /// <summary>Removes the next few rows of the account that was deleted first.</summary>
    /// <returns>False when there is none.</returns>
    public static async Task<bool> EraseStepAsync(this RunningLinnet linnet)
    {
        var waiting = PlainSql.Query<long>(linnet.Database, "select id from users where deleted_at is not null order by deleted_at, id limit 1");
        if (waiting is not [var accountId])
            return false;
        await linnet.Services.GetRequiredService<AccountDeleter>().EraseAsync(accountId, TimeSpan.Zero, Cancellation);
        return true;
    }
}
