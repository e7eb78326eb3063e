using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Performance;

/// <summary>
/// What a start loads stays in memory for as long as the server runs, used or not: the libraries named here took 12 of the
/// 99 MB that an idle server had.
/// </summary>
public sealed class StartTests : IAsyncLifetime
{
    private static readonly string[] NotAtStart =
    [
        "libcrypto.so", // OpenSSL, and the hash or the random number that asked for it
        "System.Private.Xml.dll", "System.Linq.Expressions.dll", // with Dapper's first statement
        "Microsoft.IdentityModel.Tokens.dll",
        "Swashbuckle.AspNetCore.SwaggerUI.dll", "Swashbuckle.AspNetCore.ReDoc.dll",
        "System.IO.FileSystem.Watcher.dll",
        "Npgsql.dll", "OpenTelemetry.dll", "OpenTelemetry.Exporter.Prometheus.AspNetCore.dll", "Spectre.Console.dll",
        "BCrypt.Net-Next.dll", "BCrypt-Net-Next.dll", "ADRaffy.ENSNormalize.dll", // where libcrypt is there, and with the first password beyond ASCII
    ];

    private readonly TempFolder _folder = new();
    private LinnetProcess _linnet = null!; // InitializeAsync comes before every test.
    private HttpClient _http = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // A first start applies the migrations and makes the signing key.
        await using (var first = Start())
            _ = await first.WaitUntilListeningAsync();
        _linnet = Start();
        _http = new HttpClient { BaseAddress = await _linnet.WaitUntilListeningAsync() };
        Assert.Contains("healthy", await _http.GetStringAsync(new Uri("/health", UriKind.Relative), Cancellation), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _linnet.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void A_start_loads_no_library_that_only_requests_need()
    {
        Assert.Empty(FindLoaded());
    }

    [Fact]
    public async Task What_a_request_needs_is_loaded_with_it()
    {
        using var form = new FormUrlEncodedContent([new("username", "nobody"), new("password", "correct horse battery")]);
        using var answer = await _http.PostAsync(new Uri("/auth/login", UriKind.Relative), form, Cancellation);
        Assert.Contains("System.Private.Xml.dll", FindLoaded());
    }

    private LinnetProcess Start() => LinnetProcess.Start(_folder, "--urls=http://127.0.0.1:0", "--passwords:bcryptcost=4");

    private IReadOnlyList<string> FindLoaded()
    {
        if (!OperatingSystem.IsLinux())
            Requirement.Missing("What a process has loaded is read from /proc");
        var maps = File.ReadAllText($"/proc/{_linnet.Id}/maps");
        return [.. NotAtStart.Where(name => maps.Contains($"/{name}", StringComparison.Ordinal))];
    }
}
