using Linnet.Common;
using Linnet.Storage;

namespace Linnet.Hosting.Probes;

/// <summary>Whether requests should be sent here now.</summary>
internal sealed class Readiness(Database database, IHostApplicationLifetime lifetime)
{
    public static readonly Fault Draining = new(FaultKind.Unavailable, "draining", "The server is stopping; send requests elsewhere");

    /// <returns>What stands in the way; null when nothing does.</returns>
    public async Task<Fault?> FindObstacleAsync(CancellationToken cancellation)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return Draining;
        try
        {
            return await database.IsReadableAsync(cancellation) ? null : StorageFaults.Down;
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
