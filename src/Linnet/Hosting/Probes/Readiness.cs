using Linnet.Common;
using Linnet.Storage;

namespace Linnet.Hosting.Probes;

/// <summary>Checks whether the server is ready for requests.</summary>
internal sealed class Readiness(Database database, IHostApplicationLifetime lifetime)
{
    public static readonly Error Draining = new(ErrorKind.Unavailable, "draining", "The server is stopping; send requests elsewhere");

    /// <returns>Why it is not ready; null when it is.</returns>
    public async Task<Error?> FindObstacleAsync(CancellationToken cancellation)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return Draining;
        try
        {
            return await database.IsReadableAsync(cancellation) ? null : StorageErrors.Down;
        }
        catch (OutageException outage)
        {
            return outage.Error;
        }
        catch (OperatorException)
        {
            return StorageErrors.Down;
        }
    }
}
