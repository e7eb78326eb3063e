using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
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
/// after the last. It never runs as root: root starts it as the package's user.
/// </summary>
internal sealed class PostgresServer : IDisposable
{
    private const string Template = "linnet_template";

    private static readonly Lazy<Task<PostgresServer>> Started = new(() => StartAsync(durable: false));
    private static int _databases;

    private readonly string _folder;
    private readonly string _programs;
    private readonly int _port;
    private readonly bool _durable;

    private PostgresServer(string programs, bool durable)
    {
        (_programs, _durable) = (programs, durable);
        _folder = Directory.CreateTempSubdirectory("linnet-pg-").FullName;
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        _port = ((IPEndPoint)free.LocalEndpoint).Port;
    }

    /// <summary>The process that all others of the server are children of.</summary>
    public int ProcessId => int.Parse(File.ReadLines(Path.Combine(_folder, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>A new database with Linnet's schema on the server that all tests share, as a setting.</summary>
    public static async Task<string> CreateDatabaseAsync()
    {
        var server = await Started.Value;
        return await server.CreateAsync($"from_{Template}", Template);
    }

    /// <summary>A new database with nothing in it.</summary>
    public static async Task<string> CreateEmptyDatabaseAsync() => await (await Started.Value).CreateAsync("empty", "template1");

    public static PostgresDatabase Open(string url) => new(
        DatabaseUrl.Parse(url, "/").OrThrow().Target, new StorageOptions(), TimeProvider.System, NullLogger<PostgresDatabase>.Instance);

    /// <summary>A server of a test's own, to be stopped and started.</summary>
    /// <param name="durable">Whether what was committed is on the disk, so that a crash loses nothing.</param>
    public static async Task<PostgresServer> StartAsync(bool durable)
    {
        var programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Max()
            : null;
        if (programs is null)
            Requirement.Missing("PostgreSQL is not installed (Debian's package: postgresql)");
        var server = new PostgresServer(programs, durable);
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "postgres", server._folder);
        await server.RunProgramAsync("initdb", "-D", server.Data, "-U", "linnet", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await server.StartAsync();
        await using var database = Open(await server.CreateAsync(Template, "template1", exactly: true));
        await database.MigrateAsync(CancellationToken.None);
        return server;
    }

    public Task StartAsync() => RunProgramAsync(
        "pg_ctl", "start", "-s", "-w", "-D", Data, "-l", Path.Combine(_folder, "log"), "-o",
        $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c max_connections=300 {(_durable ? "" : "-c fsync=off -c full_page_writes=off")}");

    /// <param name="mode"><c>fast</c> ends all connections; <c>immediate</c> is a crash.</param>
    public Task StopAsync(string mode) => RunProgramAsync("pg_ctl", "stop", "-s", "-w", "-m", mode, "-D", Data);

    /// <summary>Sends a signal to the server and every process of its.</summary>
    public async Task SignalAsync(string signal)
    {
        var children = File.ReadAllText($"/proc/{ProcessId}/task/{ProcessId}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // The parent first: it must not bring forth another meanwhile.
        await RunAsync("kill", [$"-{signal}", $"{ProcessId}", .. children]);
    }

    public Task<string> CreateAsync() => CreateAsync("own", Template);

    /// <summary>Drops a database, whoever is connected.</summary>
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

    public void Dispose()
    {
        using var stop = Start(_programs, "pg_ctl", ["stop", "-s", "-w", "-m", "immediate", "-D", Data]);
        stop.WaitForExit();
        Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder, "data");

    private async Task<string> CreateAsync(string name, string template, bool exactly = false)
    {
        if (!exactly)
            name = $"{name}_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={_port};Username=linnet;Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"create database {name} template {template}", connection);
        await create.ExecuteNonQueryAsync();
        return $"postgresql://linnet@127.0.0.1:{_port}/{name}";
    }

    private Task RunProgramAsync(string program, params string[] arguments) => WaitAsync(Start(_programs, program, arguments), program);

    private static Task RunAsync(string program, params string[] arguments) => WaitAsync(Process.Start(program, arguments), program);

    private static Process Start(string programs, string program, string[] arguments)
    {
        var path = Path.Combine(programs, program);
        var start = Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
        start.WorkingDirectory = "/";
        // A pipe would stay open as long as the server that pg_ctl leaves behind.
        start.RedirectStandardOutput = program is not "pg_ctl";
        return Process.Start(start)!;
    }

    private static async Task WaitAsync(Process process, string program)
    {
        using (process)
        {
            if (process.StartInfo.RedirectStandardOutput)
                await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}");
        }
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
