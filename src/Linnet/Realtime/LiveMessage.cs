using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Linnet.Common;
using Linnet.Http.Rendering;

namespace Linnet.Realtime;

/// <summary>A message as it goes over the wire, rendered once for everyone who gets it.</summary>
/// <param name="Json">UTF-8.</param>
/// <param name="NotificationId">The notification it tells of; null for what is not kept in an inbox.</param>
internal sealed record LiveMessage(ReadOnlyMemory<byte> Json, long? NotificationId = null)
{
    /// <summary><c>{"type": …, "data": …, "timestamp": …}</c></summary>
    public static LiveMessage Render<T>(string type, T data, JsonTypeInfo<T> shape, Timestamp now, long? notificationId = null) =>
        Render(type, now, notificationId, json =>
        {
            json.WritePropertyName("data"u8);
            JsonSerializer.Serialize(json, data, shape);
        });

    /// <summary>An object of a client's, given back byte for byte.</summary>
    public static LiveMessage Echo(JsonElement sent, Timestamp now) => Render("echo", now, notificationId: null, json =>
    {
        json.WritePropertyName("data"u8);
        // Not through the serializer: it cannot write half a surrogate pair, which JSON's grammar allows.
        json.WriteRawValue(JsonMarshal.GetRawUtf8Value(sent), skipInputValidation: true);
    });

    /// <summary>The answer to a client's ping, which has no data.</summary>
    public static LiveMessage Pong(Timestamp now) => Render("pong", now, notificationId: null, _ => { });

    private static LiveMessage Render(string type, Timestamp now, long? notificationId, Action<Utf8JsonWriter> writeData)
    {
        using var buffer = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(buffer, HttpJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, type);
            writeData(json);
            json.WriteString("timestamp"u8, now.ToString());
            json.WriteEndObject();
        }
        return new LiveMessage(buffer.ToArray(), notificationId);
    }
}
