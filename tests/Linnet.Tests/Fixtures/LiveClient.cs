using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Linnet.Tests.Fixtures;

/// <summary>A WebSocket client that speaks the wire contract.</summary>
internal sealed class LiveClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ClientWebSocket _socket = new();

    private LiveClient()
    {
    }

    public ClientWebSocket Socket => _socket;

    /// <summary>Connects and takes the welcome.</summary>
    /// <param name="person">Who connects; the token goes into a header.</param>
    /// <param name="since">The last notification that is known.</param>
    public static async Task<LiveClient> ConnectAsync(Person person, long? since = null)
    {
        var client = await OpenAsync(
            person.Http.BaseAddress!, since is null ? "" : $"since={since}", options => options.SetRequestHeader("Authorization", $"Bearer {person.Token}"));
        Assert.Equal("connection_established", (string?)(await client.ReceiveAsync())["type"]);
        return client;
    }

    /// <summary>Connects in whatever way and takes nothing yet.</summary>
    /// <exception cref="HttpRequestException">The server refused; it has the status.</exception>
    public static async Task<LiveClient> OpenAsync(Uri server, string query = "", Action<ClientWebSocketOptions>? configure = null)
    {
        var client = new LiveClient();
        client._socket.Options.CollectHttpResponseDetails = true;
        configure?.Invoke(client._socket.Options);
        var address = new UriBuilder(server) { Scheme = "ws", Path = "/ws/notifications", Query = query };
        try
        {
            await client._socket.ConnectAsync(address.Uri, TestContext.Current.CancellationToken);
            return client;
        }
        catch (WebSocketException error) when (client._socket.HttpStatusCode is not default(HttpStatusCode))
        {
            throw new HttpRequestException(error.Message, error, client._socket.HttpStatusCode);
        }
    }

    /// <returns>The next message.</returns>
    /// <exception cref="TimeoutException">None came in ten seconds.</exception>
    /// <exception cref="WebSocketException">The server closed the socket.</exception>
    public async Task<JsonNode> ReceiveAsync()
    {
        var text = await ReceiveTextAsync();
        return text is null
            ? throw new WebSocketException($"Closed with {_socket.CloseStatus}: {_socket.CloseStatusDescription}")
            : JsonNode.Parse(text)!;
    }

    /// <returns>The next message of a type; those before it are skipped.</returns>
    public async Task<JsonNode> ReceiveUntilAsync(string type)
    {
        while (true)
        {
            var message = await ReceiveAsync();
            if ((string?)message["type"] == type)
                return message;
        }
    }

    /// <summary>Fails unless nothing was sent but what was received already: the answer to a ping comes next.</summary>
    public async Task ExpectNothingMoreAsync()
    {
        await SendAsync(new { type = "ping" });
        Assert.Equal("pong", (string?)(await ReceiveAsync())["type"]);
    }

    /// <returns>With what status the server closes the socket; messages before that are skipped.</returns>
    public async Task<WebSocketCloseStatus?> ReceiveCloseAsync()
    {
        while (await ReceiveTextAsync() is not null)
        {
            // On to the next message.
        }
        return _socket.CloseStatus;
    }

    public Task SendAsync(object message) => SendTextAsync(JsonSerializer.Serialize(message));

    public Task SendTextAsync(string text) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <returns>The next message as it came; null when the server closes the socket.</returns>
    public async Task<string?> ReceiveTextAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            patience.CancelAfter(Patience);
            var part = await _socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
            if (part.MessageType is WebSocketMessageType.Close)
                return null;
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return Encoding.UTF8.GetString(message.ToArray());
        }
    }
}
