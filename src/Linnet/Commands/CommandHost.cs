using Linnet.Common;
using Linnet.Events;
using Linnet.Hosting;
using Linnet.Storage;

namespace Linnet.Commands;

/// <summary>What a command works with: the program without its web side, on the database that the settings name.</summary>
internal sealed class CommandHost : IAsyncDisposable
{
    private readonly IHost _host;

    private CommandHost(IHost host) => _host = host;

    public Database Database => Get<Database>();

    /// <exception cref="OperatorException">A setting is wrong.</exception>
    public static CommandHost Open(IReadOnlyList<string> settings) => new(LinnetHost.BuildTool([.. settings]));

    public IEnumerable<T> All<T>() => _host.Services.GetServices<T>();

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>
    /// For a command that works with what is there: its schema must be the one that this program knows. Upgrading it here would
    /// keep the older server that still runs on it from starting again.
    /// </summary>
    /// <exception cref="OperatorException">There is no database, or it is of another version.</exception>
    public async Task RequireSchemaAsync(CancellationToken cancellation)
    {
        await RequireDatabaseAsync(cancellation);
        if (await Database.FindPendingMigrationsAsync(cancellation) is { IsNeeded: true } pending)
        {
            throw new OperatorException(
                ExitCode.Database,
                $"{Database.Location} has schema version {pending.From}, and this program works with {pending.To}. Stop the older Linnet and run linnet migrate, or use the Linnet that serves it.");
        }
    }

    /// <summary>For a command that makes no sense without data: creating an empty database would hide a wrong path.</summary>
    /// <exception cref="OperatorException">There is no database.</exception>
    public async Task RequireDatabaseAsync(CancellationToken cancellation)
    {
        if (!await Database.ExistsAsync(cancellation))
        {
            throw new OperatorException(
                ExitCode.Database, $"There is no database at {Database.Location}. Name the right one with --database, or start linnet to make it.");
        }
    }

    /// <summary>Has servers on the same database clear their caches: no event described what the command wrote.</summary>
    public Task TellServersAsync(CancellationToken cancellation) => Get<EventBus>().AnnounceAsync(new CachesInvalid(), cancellation);

    // The host's plain Dispose would refuse: the database can only be closed asynchronously.
    public ValueTask DisposeAsync() => ((IAsyncDisposable)_host).DisposeAsync();
}
