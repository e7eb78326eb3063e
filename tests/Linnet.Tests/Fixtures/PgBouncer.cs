using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Linnet.Storage;
using Npgsql;
using Xunit;

namespace Linnet.Tests.Fixtures;

/// <summary>PgBouncer before a test's PostgreSQL.</summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly string _url;
    private readonly int _port;
    private Process _process;

    private PgBouncer(TempFolder folder, string url, int port, Process process) => (_folder, _url, _port, _process) = (folder, url, port, process);

    /// <summary>The same database, by way of the pooler.</summary>
    public string Url
    {
        get
        {
            var port = TargetOf(_url).Port;
            return _url.Replace($":{port}/", $":{_port}/", StringComparison.Ordinal);
        }
    }

    /// <param name="url">The database behind it.</param>
    /// <param name="mode">Its <c>pool_mode</c>.</param>
    /// <param name="more">Further lines of its settings.</param>
    public static async Task<PgBouncer> StartAsync(string url, string mode, string more = "")
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var folder = new TempFolder();
        var bouncer = new PgBouncer(folder, url, port, Run(folder, url, port, mode, more));
        await bouncer.WaitAsync();
        return bouncer;
    }

    /// <summary>Ends it and starts it at the same port in another mode.</summary>
    public async Task RestartAsync(string mode)
    {
        await StopAsync();
        _process = Run(_folder, _url, _port, mode, "");
        await WaitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }

    private async Task StopAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static Process Run(TempFolder folder, string url, int port, string mode, string more)
    {
        var program = Requirement.Program("pgbouncer");
        var target = TargetOf(url);
        File.WriteAllText(folder.File("pgbouncer.ini"), $"""
            [databases]
            * = host=127.0.0.1 port={target.Port} user=linnet
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = any
            pool_mode = {mode}
            default_pool_size = 40
            {more}
            """);
        string[] command = Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", program, folder.File("pgbouncer.ini")]
            : [program, folder.File("pgbouncer.ini")];
        // It does not run as root, whose folder it could not read.
        if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        return Process.Start(new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardError = true })!;
    }

    private async Task WaitAsync() => await Eventually.TrueAsync(
        () =>
        {
            Assert.False(_process.HasExited, "PgBouncer ended");
            try
            {
                return PlainSql.Query<int>(Url, "select 1") is [1];
            }
            catch (NpgsqlException)
            {
                return false;
            }
        },
        "PgBouncer answers");

    private static NpgsqlConnectionStringBuilder TargetOf(string url) => new(DatabaseUrl.Parse(url, "/").OrThrow().Target);
}
