using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Linnet.Tests.Fixtures;

/// <summary>A client of server-sent events.</summary>
internal sealed class EventStream : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly StreamReader _lines;

    private EventStream(HttpResponseMessage answer, Stream body) => (Answer, _lines) = (answer, new StreamReader(body));

    public HttpResponseMessage Answer { get; }

    /// <param name="lastEventId">As a browser sends it when it comes back.</param>
    /// <inheritdoc cref="LiveClient.ConnectAsync"/>
    public static async Task<EventStream> OpenAsync(Person person, long? since = null, long? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, since is null ? "/sse/notifications" : $"/sse/notifications?since={since}");
        if (lastEventId is { } id)
            request.Headers.Add("Last-Event-ID", $"{id}");
        var answer = await person.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new EventStream(answer, await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    /// <returns>The next event or comment; null when the stream has ended.</returns>
    public async Task<ServerSentEvent?> ReadAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var (id, data, comment) = ((long?)null, (string?)null, (string?)null);
        while (await _lines.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Length == 0)
                return new ServerSentEvent(id, data is null ? null : JsonNode.Parse(data), comment);
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                id = long.Parse(line[4..]);
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                data += line[6..];
            else if (line.StartsWith(':'))
                comment = line[1..];
            else
                Assert.Fail($"'{line}' is no line of an event");
        }
        return null;
    }

    /// <summary>Passes over what comes and fails if it goes on for longer than ten seconds.</summary>
    public async Task ReadToEndAsync()
    {
        var watch = Stopwatch.StartNew();
        while (await ReadAsync() is not null)
            Assert.True(watch.Elapsed < Patience, "The stream goes on");
    }

    public void Dispose()
    {
        _lines.Dispose();
        Answer.Dispose();
    }
}

/// <param name="Message">As over a socket; null for a comment.</param>
internal sealed record ServerSentEvent(long? Id, JsonNode? Message, string? Comment);
