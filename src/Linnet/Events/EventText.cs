using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Linnet.Events;

/// <summary>Events as one line of text each, as they go from node to node.</summary>
internal static class EventText
{
    public static string Write(DomainEvent @event) => JsonSerializer.Serialize(@event, EventsJson.Default.DomainEvent);

    /// <returns>False when this program does not know the event: a newer one wrote it.</returns>
    public static bool TryRead(string text, [NotNullWhen(true)] out DomainEvent? @event)
    {
        try
        {
            @event = JsonSerializer.Deserialize(text, EventsJson.Default.DomainEvent);
        }
        // What does not say which event it is, is not supported, for the serializer.
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            @event = null;
        }
        return @event is not null;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DomainEvent))]
internal sealed partial class EventsJson : JsonSerializerContext;
