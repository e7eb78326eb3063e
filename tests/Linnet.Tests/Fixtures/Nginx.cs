using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Linnet.Tests.Fixtures;

/// <summary>nginx with the configuration that is shipped, its paths and addresses changed to those of a test.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly X509Certificate2 _certificate;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private Process? _process;

    private Nginx()
    {
        var request = new CertificateRequest("CN=Linnet's test", _key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        _certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddHours(1));
    }

    public Uri Address { get; private set; } = new("https://127.0.0.1");

    /// <summary>A client that believes the certificate of this test.</summary>
    public HttpClient CreateClient()
    {
        var handler = new SocketsHttpHandler
        {
            SslOptions =
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { _certificate },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        };
        return new HttpClient(handler) { BaseAddress = Address };
    }

    public static async Task<Nginx> StartAsync(Uri node)
    {
        var program = Requirement.Program("nginx");
        var nginx = new Nginx();
        try
        {
            await nginx.StartAsync(program, node);
        }
        catch
        {
            await nginx.DisposeAsync();
            throw;
        }
        return nginx;
    }

    /// <summary>What <c>nginx -t</c> says of the configuration that is shipped.</summary>
    public static async Task<ProcessOutcome> CheckAsync()
    {
        var program = Requirement.Program("nginx");
        await using var nginx = new Nginx();
        nginx.WriteConfiguration(new Uri("http://127.0.0.1:8000"));
        using var check = Process.Start(nginx.Command(program, "-t"))!;
        var said = await check.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await check.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new ProcessOutcome(check.ExitCode, "", said);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            // Its workers too, which would go on without it.
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
        _process?.Dispose();
        _certificate.Dispose();
        _key.Dispose();
        _folder.Dispose();
    }

    private async Task StartAsync(string program, Uri node)
    {
        WriteConfiguration(node);
        _process = Process.Start(Command(program, "-g", "daemon off;"))!;
        using var client = CreateClient();
        await Eventually.TrueAsync(() => AnswersAsync(client), "nginx answers");
    }

    private async Task<bool> AnswersAsync(HttpClient client)
    {
        Assert.False(_process!.HasExited, "nginx ended");
        try
        {
            return (await client.GetAsync("/health", TestContext.Current.CancellationToken)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private ProcessStartInfo Command(string program, params string[] arguments) =>
        new(program, ["-p", _folder.Path, "-c", _folder.File("nginx.conf"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };

    private void WriteConfiguration(Uri node)
    {
        var (plain, tls) = FreePorts();
        Address = new Uri($"https://127.0.0.1:{tls}");
        File.WriteAllText(_folder.File("fullchain.pem"), _certificate.ExportCertificatePem());
        File.WriteAllText(_folder.File("key.pem"), _key.ExportPkcs8PrivateKeyPem());
        var lines = File.ReadLines(Path.Combine(Repository.Root, "deploy", "nginx.conf"))
            .Where(line => !line.Contains("listen [::]", StringComparison.Ordinal))
            .Select(line => line
                .Replace("listen 80;", $"listen 127.0.0.1:{plain};", StringComparison.Ordinal)
                .Replace("listen 443 ssl;", $"listen 127.0.0.1:{tls} ssl;", StringComparison.Ordinal)
                .Replace("/etc/ssl/linnet", _folder.Path, StringComparison.Ordinal)
                .Replace("/var/log/nginx", _folder.Path, StringComparison.Ordinal)
                .Replace("127.0.0.1:8001", node.Authority, StringComparison.Ordinal)
                // Nobody listens there: a node that restarts.
                .Replace("127.0.0.1:8002", "127.0.0.1:1", StringComparison.Ordinal));
        File.WriteAllLines(_folder.File("site.conf"), lines);
        File.WriteAllText(_folder.File("nginx.conf"), $$"""
            pid {{_folder.File("pid")}};
            error_log {{_folder.File("error.log")}};
            events {}
            http {
                client_body_temp_path {{_folder.File("body")}};
                proxy_temp_path {{_folder.File("proxy")}};
                fastcgi_temp_path {{_folder.File("fastcgi")}};
                uwsgi_temp_path {{_folder.File("uwsgi")}};
                scgi_temp_path {{_folder.File("scgi")}};
                include {{_folder.File("site.conf")}};
            }

            """);
    }

    private static (int Plain, int Tls) FreePorts()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}
