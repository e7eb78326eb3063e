using System.Globalization;
using System.Text;

namespace Linnet.Tests.Security;

/// <summary>Requests down to their bytes, most of them spoilt in one place or several. The same seed makes the same requests.</summary>
internal sealed class RawRequests(Random random, string token)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "get", "PATCH", "TRACE", "CONNECT", "G\u0001T", ""];

    private static readonly string[] Paths =
    [
        "/tweets/", "/users/", "/users/ada", "/tweets/1", "/tweets/timeline", "/notifications/", "/auth/login", "/auth/login/json", "/auth/register",
        "/users/me", "/tweets/user/ada", "/users/ada/followers", "/", "/health/ready", "/openapi.json", "/assets/x.js", "/@ada", "/sse/notifications", "/ws/notifications",
        "*", "//", "/..", "/%2e%2e/%2f", "http://a/tweets/", "http://[::1]:x/", "/tweets/%", "/users/%ff%fe", "/users/%00", "/tweets/99999999999999999999",
    ];

    private static readonly string[] Parameters = ["a", "limit", "skip", "page", "max_id", "since_id", "min_id", "grouped", "token", "since", "%6c%69mit", ""];

    private static readonly string[] Headers =
    [
        "Authorization", "Content-Type", "Content-Length", "Transfer-Encoding", "Host", "Origin", "Cookie", "If-None-Match", "Idempotency-Key", "Accept",
        "Accept-Encoding", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Expect", "Upgrade", "Connection", "Range", "Last-Event-ID", "traceparent",
        "Linnet-Session", "Sec-WebSocket-Version", "Sec-WebSocket-Key", "Sec-WebSocket-Protocol", "Access-Control-Request-Method", "X", "",
    ];

    private static readonly string[] Values =
    [
        "application/json", "application/json; charset=\u00ff", "multipart/form-data; boundary=", "application/x-www-form-urlencoded", "0", "-1", "5", "99999999999999999999",
        "chunked", "gzip, chunked", "chunked, chunked", "W/\"", "\"a\", *, W/", "*", "text/html;q=x", "br;q=9", "127.0.0.1", "[::", "https", "a b", "100-continue",
        "websocket", "close", "keep-alive", "bytes=0-", "13", "cookie", "linnet_refresh=a; linnet_refresh=\"", "=;=;", "null", "http://\u0080", "00-zz-yy-01", "",
    ];

    private static readonly string[] ChunkSizes = ["0", "1", "5", "5;x=y", "fffffffffffffffff", "7fffffffffffffff", "80000000", "-1", "+5", "0x5", "zz", "", " 5", "5 "];

    private static readonly string[] Bodies =
    [
        "{\"username\":\"ada\",\"password\":\"wrong\"}", "{\"content\":\"\\u0000\"}", "{\"content\":\"\\ud800\"}", "{", "", "\u00ff\u00fe", "username=%ff&password=%00", "[]", "username=ada;password=x",
    ];

    /// <summary>The next request, one character a byte.</summary>
    public string Next()
    {
        var text = new StringBuilder();
        text.Append(Pick(Methods, often: 8)).Append(random.Next(30) is 0 ? "\t" : " ").Append(Pick(Paths)).Append(Query());
        text.Append(random.Next(20) is 0 ? " HTTP/1.0" : " HTTP/1.1").Append("\r\n");
        if (random.Next(12) > 0)
            text.Append("Host: a\r\n");
        if (random.Next(2) is 0)
            text.Append(CultureInfo.InvariantCulture, $"Authorization: Bearer {token}\r\n");
        for (var count = random.Next(4); count > 0; count--)
            text.Append(Pick(Headers)).Append(random.Next(30) is 0 ? " : " : ": ").Append(random.Next(6) is 0 ? Noise(20) : Pick(Values)).Append("\r\n");
        AddBody(text);
        return random.Next(4) is 0 ? Spoil(text.ToString()) : text.ToString();
    }

    private string Query()
    {
        if (random.Next(3) is 0)
            return "";
        var query = new StringBuilder("?");
        for (var count = 1 + random.Next(3); count > 0; count--)
        {
            query.Append(Pick(Parameters)).Append('=').Append(random.Next(4) switch
            {
                0 => Noise(6).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal),
                1 => $"%{random.Next(256):x2}",
                2 => $"{random.NextInt64(long.MinValue, long.MaxValue)}",
                _ => $"{random.Next(100)}",
            }).Append('&');
        }
        return query.ToString();
    }

    private void AddBody(StringBuilder text)
    {
        var body = random.Next(5) is 0 ? Noise(40) : Pick(Bodies);
        switch (random.Next(4))
        {
            case 0:
                text.Append("Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
                for (var count = random.Next(3); count >= 0; count--)
                    text.Append(random.Next(2) is 0 ? $"{body.Length:x}" : Pick(ChunkSizes)).Append("\r\n").Append(body).Append("\r\n");
                text.Append("0\r\n\r\n");
                break;
            case 1:
                text.Append(CultureInfo.InvariantCulture, $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
                break;
            default:
                text.Append("\r\n");
                break;
        }
    }

    private string Spoil(string text)
    {
        var bytes = text.ToCharArray();
        for (var count = 1 + random.Next(3); count > 0; count--)
            bytes[random.Next(bytes.Length)] = (char)random.Next(256);
        return random.Next(8) is 0 ? new string(bytes, 0, random.Next(bytes.Length)) : new string(bytes);
    }

    private string Noise(int length) => string.Concat(Enumerable.Range(0, random.Next(length)).Select(_ => (char)random.Next(256)));

    private string Pick(string[] from) => from[random.Next(from.Length)];

    // Mostly the first few, so that most requests get past the first word.
    private string Pick(string[] from, int often) => random.Next(often) is 0 ? Pick(from) : from[random.Next(4)];
}
