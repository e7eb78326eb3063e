using System.Text.Json;
using Linnet.Common;
using Linnet.Events;
using Linnet.Http.Input;
using Linnet.Storage;
using Microsoft.Extensions.Options;

namespace Linnet.Realtime;

/// <summary>What a client may say over its socket, and what comes of it.</summary>
internal sealed class ClientMessages(
    Database database, EventBus events, LiveRenderer renderer, LiveLimits limits, IOptions<RealtimeOptions> options)
{
    private const int BroadcastLength = 280;

    // lang=sql
    private const string SelectUsername = "select username from users where id = @accountId and deleted_at is null";

    public async Task HandleAsync(LiveConnection connection, ReadOnlyMemory<byte> text, CancellationToken cancellation)
    {
        if (!StrictJson.TryParse(text, out var document, out _))
        {
            connection.Enqueue(renderer.Error("Invalid JSON"));
            return;
        }
        using (document)
        {
            var sent = document.RootElement;
            if (sent.ValueKind is not JsonValueKind.Object)
                connection.Enqueue(renderer.Error("Invalid JSON"));
            else if (HasType(sent, "ping"))
                connection.Enqueue(renderer.Pong());
            else if (HasType(sent, "broadcast"))
                await BroadcastOrRefuseAsync(connection, sent, cancellation);
            else
                connection.Enqueue(renderer.Echo(sent));
        }
    }

    private async Task BroadcastOrRefuseAsync(LiveConnection connection, JsonElement sent, CancellationToken cancellation)
    {
        try
        {
            await BroadcastAsync(connection, sent, cancellation);
        }
        catch (OutageException outage)
        {
            connection.Enqueue(renderer.Error(outage.Error.Detail));
        }
    }

    private async Task BroadcastAsync(LiveConnection connection, JsonElement sent, CancellationToken cancellation)
    {
        if (ReadMessage(sent) is not { } message)
        {
            connection.Enqueue(renderer.Error($"A broadcast needs a message of 1 to {BroadcastLength} characters"));
            return;
        }
        var accountId = connection.Caller.AccountId;
        if (!limits.TakeBroadcast(accountId))
        {
            connection.Enqueue(renderer.Error($"At most {options.Value.BroadcastsPerMinute} broadcasts a minute"));
            return;
        }
        var username = await database.ReadOneAsync(db => db.QuerySingleOrDefaultAsync<string>(SelectUsername, new { accountId }), cancellation);
        if (username is not null)
            await events.AnnounceAsync(new MessageBroadcast(accountId, username, message), cancellation);
    }

    private static bool HasType(JsonElement sent, string type) =>
        sent.TryGetProperty("type"u8, out var value) && value.ValueKind is JsonValueKind.String && JsonText.Of(value) == type;

    private static bool IsFit(string message) =>
        VisibleText.IsIn(message) && !VisibleText.HasControls(message) && message.EnumerateRunes().Count() <= BroadcastLength;

    private static string? ReadMessage(JsonElement sent)
    {
        if (!sent.TryGetProperty("message"u8, out var value) || value.ValueKind is not JsonValueKind.String)
            return null;
        var message = JsonText.Of(value);
        return message is not null && IsFit(message) ? message : null;
    }
}
