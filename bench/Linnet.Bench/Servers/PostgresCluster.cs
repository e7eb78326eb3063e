using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Linnet.Bench.Servers;

/// <summary>
/// A PostgreSQL of the system's package with a cluster in a separate folder, at a free port of 127.0.0.1, whose user
/// <c>linnet</c> may do all without a password. It never runs as root: root starts it as the package's user. Gone when disposed.
/// </summary>
/// <remarks>The tests' servers are made of this file too.</remarks>
internal sealed class PostgresCluster : IDisposable
{
    /// <summary>Why there is none, and what to do.</summary>
    public const string Missing = "PostgreSQL is not installed (Debian's package: postgresql)";

    private readonly string _parent;
    private readonly string _settings;
    private readonly string _folder;

    private PostgresCluster(string programs, string parent, string settings)
    {
        (Programs, _parent, _settings) = (programs, parent, settings);
        _folder = Directory.CreateDirectory(Path.Combine(parent, $"linnet-pg-{Guid.NewGuid():N}")).FullName;
        Port = FindFreePort();
    }

    /// <summary>Where <c>pgbench</c>, <c>pg_dump</c> and the others of its version are.</summary>
    public string Programs { get; }

    public int Port { get; }

    public string Data => Path.Combine(_folder, "data");

    /// <param name="parent">A folder that the package's user can enter, on the disk to use.</param>
    /// <param name="settings">For the server's command line, beside what it needs to run at all.</param>
    /// <returns>Null when the package is not installed.</returns>
    public static async Task<PostgresCluster?> TryStartAsync(string parent, string settings)
    {
        if (FindPrograms() is not { } programs)
            return null;
        var cluster = new PostgresCluster(programs, parent, settings);
        await cluster.HandOverAsync();
        await cluster.RunAsync("initdb", "-D", cluster.Data, "-U", "linnet", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await cluster.StartAsync();
        return cluster;
    }

    /// <summary>A standby that follows this one, with the same settings.</summary>
    /// <param name="name">For <c>synchronous_standby_names</c>.</param>
    public async Task<PostgresCluster> AddStandbyAsync(string name)
    {
        var standby = new PostgresCluster(Programs, _parent, _settings);
        await standby.HandOverAsync();
        await standby.RunAsync(
            "pg_basebackup", "-D", standby.Data, "--write-recovery-conf", "--checkpoint=fast", "--no-sync",
            "-d", $"host=127.0.0.1 port={Port} user=linnet application_name={name}");
        await standby.StartAsync();
        return standby;
    }

    public Task StartAsync() => RunAsync(
        "pg_ctl", "start", "-s", "-w", "-D", Data, "-l", Path.Combine(_folder, "log"), "-o",
        $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' {_settings}");

    /// <param name="mode"><c>fast</c> ends all connections; <c>immediate</c> is a crash.</param>
    public Task StopAsync(string mode) => RunAsync("pg_ctl", "stop", "-s", "-w", "-m", mode, "-D", Data);

    /// <summary>Makes a standby the primary.</summary>
    public Task PromoteAsync() => RunAsync("pg_ctl", "promote", "-s", "-w", "-D", Data);

    /// <summary>A database here, as Linnet's setting is written.</summary>
    public string Url(string database) => $"postgresql://linnet@127.0.0.1:{Port}/{database}";

    public NpgsqlConnection Connect(string database) => new($"Host=127.0.0.1;Port={Port};Username=linnet;Database={database};Pooling=false");

    public async Task ExecuteAsync(string sql, string database = "postgres")
    {
        await using var connection = Connect(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    public void Dispose()
    {
        using var stop = StartProgram("pg_ctl", ["stop", "-s", "-w", "-m", "immediate", "-D", Data]);
        stop.WaitForExit();
        Directory.Delete(_folder, recursive: true);
    }

    // Debian keeps them off the PATH, and pg_ctlcluster on it; other systems have them on the PATH themselves.
    private static string? FindPrograms()
    {
        const string Packages = "/usr/lib/postgresql";
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        // Behind a link, for beside the link need not be the others.
        if (path.Select(folder => new FileInfo(Path.Combine(folder, "initdb"))).FirstOrDefault(file => file.Exists) is { } found)
            return Path.GetDirectoryName(found.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? found.FullName);
        return Directory.Exists(Packages) && Array.Exists(path, folder => File.Exists(Path.Combine(folder, "pg_ctlcluster")))
            ? Directory.GetDirectories(Packages).Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Max()
            : null;
    }

    private async Task HandOverAsync()
    {
        if (!Environment.IsPrivilegedProcess)
            return;
        using var chown = Process.Start("chown", ["postgres", _folder]);
        await WaitAsync(chown, "chown");
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        using var process = StartProgram(program, arguments);
        await WaitAsync(process, program);
    }

    private Process StartProgram(string program, string[] arguments)
    {
        var path = Path.Combine(Programs, program);
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
        if (process.StartInfo.RedirectStandardOutput)
            await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
    }

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
