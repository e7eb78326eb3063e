using System.Globalization;
using Linnet.Bench.Servers;
using Linnet.Storage;
using Linnet.Storage.Postgres;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresServer.Life))]

namespace Linnet.Tests.Fixtures;

/// <summary>
/// PostgreSQL from the system's package, with a cluster in a temporary folder: started by the first test that asks, stopped
/// after the last.
/// </summary>
internal sealed class PostgresServer : IDisposable
{
    private const string Template = "linnet_template";
    private const string Hasty = "-c fsync=off -c full_page_writes=off";

    private static readonly Lazy<Task<PostgresServer>> Started = new(() => StartAsync(durable: false));
    private static int _databases;

    private readonly PostgresCluster _cluster;

    private PostgresServer(PostgresCluster cluster) => _cluster = cluster;

    /// <summary>The process that all others of the server are children of.</summary>
    public int ProcessId => int.Parse(File.ReadLines(Path.Combine(_cluster.Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>A new database with Linnet's schema on the server that all tests share, as a setting.</summary>
    public static async Task<string> CreateDatabaseAsync()
    {
        var server = await Started.Value;
        return await server.CreateAsync($"from_{Template}", Template);
    }

    /// <summary>A new database with nothing in it.</summary>
    public static async Task<string> CreateEmptyDatabaseAsync() => await (await Started.Value).CreateEmptyAsync();

    public static PostgresDatabase Open(string url) => new(
        DatabaseUrl.Parse(url, "/").OrThrow().Target, new StorageOptions(), Meters.Writes, TimeProvider.System, NullLogger<PostgresDatabase>.Instance);

    /// <summary>A server of a test's own, to be stopped and started.</summary>
    /// <param name="durable">Whether what was committed is on the disk, so that a crash loses nothing.</param>
    public static async Task<PostgresServer> StartAsync(bool durable)
    {
        var cluster = await PostgresCluster.TryStartAsync(Path.GetTempPath(), $"-c max_connections=300 {(durable ? "" : Hasty)}");
        if (cluster is null)
            Requirement.Missing(PostgresCluster.Missing);
        try
        {
            await cluster.ExecuteAsync($"create database {Template}");
            await using var database = Open(cluster.Url(Template));
            await database.MigrateAsync(CancellationToken.None);
            return new PostgresServer(cluster);
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    public Task StartAsync() => _cluster.StartAsync();

    /// <param name="mode"><c>fast</c> ends all connections; <c>immediate</c> is a crash.</param>
    public Task StopAsync(string mode) => _cluster.StopAsync(mode);

    /// <summary>Sends a signal to the server and every process of its.</summary>
    public void Signal(int signal)
    {
        var children = File.ReadAllText($"/proc/{ProcessId}/task/{ProcessId}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // The parent first: it must not start another in the meantime.
        Signals.Send(ProcessId, signal);
        foreach (var child in children)
            Signals.Send(int.Parse(child, CultureInfo.InvariantCulture), signal);
    }

    public Task<string> CreateAsync() => CreateAsync("own", Template);

    public Task<string> CreateEmptyAsync() => CreateAsync("empty", "template1");

    /// <summary>A standby of this server, which from now on acknowledges no commit that its standby has not.</summary>
    public async Task<PostgresServer> AddStandbyAsync()
    {
        var standby = await _cluster.AddStandbyAsync("standby");
        await _cluster.ExecuteAsync("alter system set synchronous_standby_names = 'standby'");
        await _cluster.ExecuteAsync("select pg_reload_conf()");
        return new PostgresServer(standby);
    }

    /// <summary>Makes a standby the primary.</summary>
    public Task PromoteAsync() => _cluster.PromoteAsync();

    /// <summary>A database that may be at any of several servers.</summary>
    public static string UrlOf(string url, params PostgresServer[] servers)
    {
        var name = url[(url.LastIndexOf('/') + 1)..];
        return $"postgresql://linnet@{string.Join(',', servers.Select(server => $"127.0.0.1:{server._cluster.Port}"))}/{name}";
    }

    /// <summary>Drops a database, even with connections.</summary>
    public static async Task DropAsync(string url)
    {
        var settings = new NpgsqlConnectionStringBuilder(DatabaseUrl.Parse(url, "/").OrThrow().Target);
        var name = settings.Database;
        settings.Database = "postgres";
        settings.Pooling = false;
        await using var connection = new NpgsqlConnection(settings.ToString());
        await connection.OpenAsync();
        await using var drop = new NpgsqlCommand($"drop database if exists {name} with (force)", connection);
        await drop.ExecuteNonQueryAsync();
    }

    public void Dispose() => _cluster.Dispose();

    private async Task<string> CreateAsync(string kind, string template)
    {
        var name = $"{kind}_{Interlocked.Increment(ref _databases)}";
        await _cluster.ExecuteAsync($"create database {name} template {template}");
        return _cluster.Url(name);
    }

    /// <summary>Ends the shared server with the test run.</summary>
    public sealed class Life : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (Started.IsValueCreated && Started.Value.IsCompletedSuccessfully)
                (await Started.Value).Dispose();
        }
    }
}
