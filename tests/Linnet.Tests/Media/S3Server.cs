using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Linnet.Tests.Media;

/// <summary>A small S3 of the tests' own: it keeps objects in memory, and checks the signature (SigV4) and the hash of every request.</summary>
internal sealed class S3Server : IAsyncDisposable
{
    public const string Bucket = "pictures";
    private const string AccessKey = "AKIATEST";
    private const string SecretKey = "the secret of the tests";
    private const string Region = "eu-test-1";

    private readonly Dictionary<string, byte[]> _objects = new(StringComparer.Ordinal);
    private readonly WebApplication _app;

    private S3Server(WebApplication app) => _app = app;

    /// <summary>Requests whose signature or hash was wrong.</summary>
    public List<string> Refused { get; } = [];

    public int Count
    {
        get
        {
            lock (_objects)
                return _objects.Count;
        }
    }

    public string[] Settings =>
    [
        $"--media:s3:bucket={Bucket}", $"--media:s3:endpoint={_app.Urls.First()}", $"--media:s3:accesskey={AccessKey}", $"--media:s3:secretkey={SecretKey}",
        $"--media:s3:region={Region}", "--media:s3:prefix=linnet/", "--media:s3:pathstyle=true", "--media:s3:timeoutseconds=5",
    ];

    public static async Task<S3Server> StartAsync()
    {
        S3Server? server = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        app.Run(http => server!.AnswerAsync(http));
        server = new S3Server(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>Refuses connections from here on.</summary>
    public Task StopAsync() => _app.StopAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        if (ErrorIn(http.Request, body.ToArray()) is { } error)
        {
            lock (Refused)
                Refused.Add($"{http.Request.Method} {http.Request.Path}: {error}");
            http.Response.StatusCode = (int)HttpStatusCode.Forbidden;
            return;
        }
        var key = http.Request.Path.Value![($"/{Bucket}".Length)..].TrimStart('/');
        switch (http.Request.Method)
        {
            case "PUT":
                lock (_objects)
                    _objects[key] = body.ToArray();
                http.Response.Headers.ETag = "\"0\"";
                break;
            case "DELETE":
                lock (_objects)
                    _objects.Remove(key);
                http.Response.StatusCode = (int)HttpStatusCode.NoContent;
                break;
            case "GET" when key.Length is 0:
                await ListAsync(http);
                break;
            default:
                await GetAsync(http, key);
                break;
        }
    }

    private async Task GetAsync(HttpContext http, string key)
    {
        byte[]? found;
        lock (_objects)
            found = _objects.GetValueOrDefault(key);
        if (found is null)
        {
            http.Response.StatusCode = (int)HttpStatusCode.NotFound;
            await http.Response.WriteAsync("<Error><Code>NoSuchKey</Code></Error>");
            return;
        }
        var from = http.Request.Headers.Range is [{ } range] ? int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture) : 0;
        if (from > 0)
        {
            http.Response.StatusCode = (int)HttpStatusCode.PartialContent;
            http.Response.Headers.ContentRange = $"bytes {from}-{found.Length - 1}/{found.Length}";
        }
        http.Response.ContentLength = found.Length - from;
        await http.Response.Body.WriteAsync(found.AsMemory(from));
    }

    private async Task ListAsync(HttpContext http)
    {
        XNamespace space = "http://s3.amazonaws.com/doc/2006-03-01/";
        XElement list;
        lock (_objects)
        {
            list = new XElement(
                space + "ListBucketResult",
                new XElement(space + "IsTruncated", "false"),
                _objects.Where(it => it.Key.StartsWith(http.Request.Query["prefix"].ToString(), StringComparison.Ordinal)).Select(it => new XElement(
                    space + "Contents",
                    new XElement(space + "Key", it.Key),
                    new XElement(space + "Size", it.Value.Length),
                    new XElement(space + "LastModified", "2026-01-01T00:00:00.000Z"))));
        }
        http.Response.ContentType = "application/xml";
        await http.Response.WriteAsync(list.ToString());
    }

    // https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
    private static string? ErrorIn(HttpRequest request, byte[] body)
    {
        var given = request.Headers.Authorization.ToString();
        if (!given.StartsWith("AWS4-HMAC-SHA256 ", StringComparison.Ordinal))
            return "no signature";
        var parts = given["AWS4-HMAC-SHA256 ".Length..].Split(',').Select(part => part.Trim().Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
        var scope = parts["Credential"].Split('/', 2);
        var hash = request.Headers["x-amz-content-sha256"].ToString();
        if (hash is not "UNSIGNED-PAYLOAD" && hash != Hex(SHA256.HashData(body)))
            return "another payload";
        var headers = parts["SignedHeaders"].Split(';').Select(name => $"{name}:{request.Headers[name].ToString().Trim()}\n");
        var query = string.Join('&', request.Query.Select(it => $"{Uri.EscapeDataString(it.Key)}={Uri.EscapeDataString(it.Value.ToString())}").Order(StringComparer.Ordinal));
        var path = string.Join('/', request.Path.Value!.Split('/').Select(Uri.EscapeDataString));
        var canonical = $"{request.Method}\n{path}\n{query}\n{string.Concat(headers)}\n{parts["SignedHeaders"]}\n{hash}";
        var toSign = $"AWS4-HMAC-SHA256\n{request.Headers["x-amz-date"]}\n{scope[1]}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Encoding.UTF8.GetBytes($"AWS4{SecretKey}");
        foreach (var step in scope[1].Split('/'))
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        return scope[0] == AccessKey && scope[1].Contains($"/{Region}/s3/", StringComparison.Ordinal) && parts["Signature"] == Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)))
            ? null
            : "a wrong signature";
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
