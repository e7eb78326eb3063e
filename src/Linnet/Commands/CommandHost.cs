using Linnet.Common;
using Linnet.Events;
using Linnet.Hosting;
using Linnet.Storage;

namespace Linnet.Commands;

/// <summary>The host of a command: the program without its web server, on the configured database.</summary>
internal sealed class CommandHost : IAsyncDisposable
{
    private readonly IHost _host;

    private CommandHost(IHost host) => _host = host;

    public Database Database => Get<Database>();

    /// <exception cref="OperatorException">A setting is invalid.</exception>
    public static CommandHost Open(IReadOnlyList<string> settings) => new(LinnetHost.BuildTool([.. settings]));

    public IEnumerable<T> All<T>() => _host.Services.GetServices<T>();

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>
    /// Requires the schema version of this program. Upgrading it here would prevent an older server that still runs on the
    /// database from starting again.
    /// </summary>
    /// <exception cref="OperatorException">There is no database, or it has another schema version.</exception>
    public async Task RequireSchemaAsync(CancellationToken cancellation)
    {
        await RequireDatabaseAsync(cancellation);
        if (await Database.FindPendingMigrationsAsync(cancellation) is { IsNeeded: true } pending)
        {
            throw new OperatorException(
                ExitCode.Database,
                $"{Database.Location} has schema version {pending.From}, but this program needs {pending.To}. Stop the older Linnet and run linnet migrate, or use the Linnet version that serves it.");
        }
    }

    /// <summary>Requires an existing database: creating an empty one would hide a wrong path.</summary>
    /// <exception cref="OperatorException">There is no database.</exception>
    public async Task RequireDatabaseAsync(CancellationToken cancellation)
    {
        if (!await Database.ExistsAsync(cancellation))
        {
            throw new OperatorException(
                ExitCode.Database, $"There is no database at {Database.Location}. Name the right one with --database, or start linnet to create it.");
        }
    }

    /// <summary>Makes servers on the same database drop their caches, because the command's bulk writes raised no events.</summary>
    public Task InvalidateServersAsync(CancellationToken cancellation) => Get<EventBus>().AnnounceAsync(new CachesInvalid(), cancellation);

    // The host's synchronous Dispose would throw: the database can only be closed asynchronously.
    public ValueTask DisposeAsync() => ((IAsyncDisposable)_host).DisposeAsync();
}
