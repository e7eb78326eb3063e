using System.Globalization;

namespace Linnet.Bench.Servers;

/// <summary>
/// What the web server alone can do: Kestrel with no routing, no token, no JSON and no data, that answers
/// <c>GET /bytes/{n}</c> with n bytes from memory and any POST with the body that came.
/// </summary>
internal static class Ceiling
{
    public const string Verb = "ceiling";
    public const string EchoPath = "/echo";

    private const string BytesPrefix = "/bytes/";
    private const string Json = "application/json; charset=utf-8";
    private const int MostBytes = 1 << 20;

    private static readonly ReadOnlyMemory<byte> Bytes = MakeBytes();

    public static string PathOf(long bytes) => $"{BytesPrefix}{bytes}";

    public static Task<ServerProcess> StartAsync(CancellationToken cancellation) =>
        ServerProcess.StartAsync(Environment.ProcessPath!, address => [Verb, address.ToString()], _ => [], cancellation);

    public static async Task<int> ServeAsync(string url)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(url).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        await using var app = builder.Build();
        app.Run(AnswerAsync);
        await app.RunAsync();
        return 0;
    }

    private static Task AnswerAsync(HttpContext http)
    {
        http.Response.ContentType = Json;
        if (HttpMethods.IsPost(http.Request.Method))
            return EchoAsync(http);
        var path = http.Request.Path.Value.AsSpan();
        var length = path.StartsWith(BytesPrefix, StringComparison.Ordinal)
            ? int.Parse(path[BytesPrefix.Length..], CultureInfo.InvariantCulture)
            : 0;
        http.Response.ContentLength = length;
        return http.Response.BodyWriter.WriteAsync(Bytes[..length], http.RequestAborted).AsTask();
    }

    private static async Task EchoAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status201Created;
        http.Response.ContentLength = http.Request.ContentLength;
        await http.Request.BodyReader.CopyToAsync(http.Response.BodyWriter, http.RequestAborted);
    }

    private static byte[] MakeBytes()
    {
        var bytes = new byte[MostBytes];
        Array.Fill(bytes, (byte)'x');
        return bytes;
    }
}
