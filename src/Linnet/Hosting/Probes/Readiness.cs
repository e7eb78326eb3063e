using Linnet.Common;
using Linnet.Storage;

namespace Linnet.Hosting.Probes;

/// <summary>Whether requests should be sent here now.</summary>
internal sealed class Readiness(Database database, IHostApplicationLifetime lifetime)
{
    public static readonly Fault Draining = new(FaultKind.Unavailable, "draining", "The server is stopping; send requests elsewhere");

    // lang=sql
    private const string SelectVersion = "select max(version) from schema_migrations";

    /// <returns>What stands in the way; null when nothing does.</returns>
    public async Task<Fault?> FindObstacleAsync(CancellationToken cancellation)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return Draining;
        try
        {
            await database.ReadAsync(db => db.QuerySingleAsync<long>(SelectVersion), cancellation);
            // By its name as well: open connections go on reading a file that was moved away or replaced, and what is
            // written to it then is lost at the next start.
            return await database.ExistsAsync(cancellation) ? null : StorageFaults.Down;
        }
        catch (OutageException outage)
        {
            return outage.Fault;
        }
        catch (StartException)
        {
            return StorageFaults.Down;
        }
    }
}
