using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Linnet.Tests.OpenApi;

namespace Linnet.Tests.Security;

/// <summary>
/// Requests that go wrong, made at random from the OpenAPI document: an operation as its example has it, with one to
/// three things spoilt. The same seed makes the same requests.
/// </summary>
internal sealed class BadRequests(ApiDescription api, Random random)
{
    private const int OverTheBodyLimit = 70_000;

    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    // Sent with a valid token they would end the session that all other requests need.
    private static readonly string[] EndsItsCaller = ["logOut", "deleteOwnAccount"];

    private static readonly string[] Words =
    [
        "", " ", "0", "-1", "1", "1.5", "1e400", "NaN", "true", "null", "[]", "{}", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
        "99999999999999999999999999999999", "%00", "%ff", "%ZZ", "%", "%2e%2e%2f", "..", "../../etc/passwd", "a%0d%0ab:c", "'--", "\"", "ada", "me",
        "%F0%9F%90%A6", "%ED%A0%BD", "K%E2%84%AA", "x".PadRight(300, 'x'), "1;drop table tweets", "${7*7}", "*", ".", "~", "1,2", "like,follow", "1_000", "٣",
    ];

    private static readonly string[] Verbs = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", "PROPFIND", "X", "M-SEARCH", new('V', 200)];

    private static readonly string[] MediaTypes =
    [
        "application/json", "application/json; charset=utf-16", "application/json; charset=nonsense", "text/plain", "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x", "multipart/form-data", "application/xml", "nonsense", "application/json;;;=", "a/b; q=\"",
    ];

    private static readonly string[] Headers =
        ["Authorization", "Idempotency-Key", "If-None-Match", "Accept", "Accept-Encoding", "Content-Encoding", "Cookie", "Linnet-Session", "Origin", "Range", "Expect",
         "X-Forwarded-For", "X-Forwarded-Host", "Last-Event-ID", "traceparent", "Upgrade", "Referer"];

    private readonly DescribedOperation[] _operations = [.. api.Operations];

    /// <param name="server">Where to.</param>
    /// <param name="token">A valid one, which some requests go without.</param>
    /// <returns>The request, and what was done to it.</returns>
    public (HttpRequestMessage Request, string Description) Next(Uri server, string token)
    {
        var operation = Pick(_operations);
        var path = string.Join('/', operation.Path.Split('/').Select(step => step is ['{', ..] ? Pick("1", "ada", "2", Pick(Words)) : step));
        if (Chance(0.3))
            path += "?" + string.Join('&', Enumerable.Range(0, random.Next(1, 5)).Select(_ => $"{ParameterOf(operation)}={Pick(Words)}"));
        if (Chance(0.05))
            path += Pick("/", "//", "/%00", ";a=b", "/..", "?", "/" + new string('a', random.Next(9_000)));
        var request = new HttpRequestMessage(operation.Method, new Uri($"{server.GetLeftPart(UriPartial.Authority)}{path}", AsWritten));
        if (Chance(0.1))
            request.Method = new HttpMethod(Pick(Verbs));
        if (operation.Request is not null || Chance(0.1))
            request.Content = BodyOf(operation);
        if (!EndsItsCaller.Contains(operation.Id) && Chance(0.8) && !(request.Method == HttpMethod.Delete && path.Contains("/me", StringComparison.Ordinal)))
            request.Headers.Authorization = new("Bearer", token);
        while (Chance(0.25))
            request.Headers.TryAddWithoutValidation(Pick(Headers), Pick(Pick(Words), "Bearer " + Pick(Words), "\"\u00e9\"", "W/\"", new string('h', random.Next(4_000))));
        return (request, $"{operation} as {request.Method} {path[..Math.Min(path.Length, 200)]} with {request.Content?.Headers.ContentType} of {request.Content?.Headers.ContentLength} bytes");
    }

    private string ParameterOf(DescribedOperation operation) =>
        operation.Node["parameters"]?.AsArray() is { Count: > 0 } parameters && Chance(0.8) ? (string)Pick(parameters.ToArray())!["name"]! : Pick(Words);

    private ByteArrayContent BodyOf(DescribedOperation operation)
    {
        var example = operation.Request?["example"]?.DeepClone().AsObject() ?? [];
        var isForm = operation.Node["requestBody"]?["content"]?["application/x-www-form-urlencoded"] is not null;
        var bytes = isForm && Chance(0.7)
            ? Encoding.UTF8.GetBytes(string.Join('&', example.Select(field => $"{field.Key}={(Chance(0.4) ? Pick(Words) : field.Value)}")))
            : Spoil(Encoding.UTF8.GetBytes(Write(Spoil(example))));
        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", Chance(0.8) ? isForm ? MediaTypes[4] : MediaTypes[0] : Pick(MediaTypes));
        return content;
    }

    /// <summary>Other types, other sizes, members that are missing or too many.</summary>
    private JsonNode? Spoil(JsonObject example)
    {
        if (Chance(0.1))
            return Value(depth: 0);
        foreach (var member in example.Select(member => member.Key).ToList())
        {
            if (Chance(0.35))
                example[member] = Value(depth: 0);
            else if (Chance(0.1))
                example.Remove(member);
        }
        if (Chance(0.2))
            example[Pick(Words)] = Value(depth: 0);
        return example;
    }

    private JsonNode? Value(int depth) => random.Next(depth > 40 ? 8 : 11) switch
    {
        0 => null,
        1 => Chance(0.5),
        2 => random.Next(-5, 5),
        3 => long.MinValue,
        4 => 1.5e300,
        5 => Pick(Words),
        6 => "\0\ud83d\uffff\u202e"[..random.Next(1, 5)],
        7 => new string(Pick('a', '"', '\\', '\u00e9', ' '), random.Next(Chance(0.1) ? OverTheBodyLimit : 600)),
        8 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(depth + 1))]),
        9 => new JsonObject { [Pick(Words)] = Value(depth + 1) },
        _ => Enumerable.Range(0, random.Next(60)).Aggregate((JsonNode)new JsonArray(), (inner, _) => new JsonArray(inner)),
    };

    // A lone surrogate cannot be written as UTF-8: as an escape it can.
    private static string Write(JsonNode? node) => node?.ToJsonString(new JsonSerializerOptions { MaxDepth = 200 }) ?? "null";

    /// <summary>Other encodings, and bytes that are cut off, doubled or changed.</summary>
    private byte[] Spoil(byte[] body) => random.Next(12) switch
    {
        0 => body[..random.Next(body.Length + 1)],
        1 => [.. body, .. body],
        2 => [.. body.Select(it => Chance(0.05) ? (byte)random.Next(256) : it)],
        3 => Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(body))).ToArray(),
        4 => [0xEF, 0xBB, 0xBF, .. body],
        5 => [.. body, 0xC3, 0x28, 0xFF],
        6 => [],
        _ => body,
    };

    private bool Chance(double probability) => random.NextDouble() < probability;

    private T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];
}
