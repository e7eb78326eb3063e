using System.Text.Json;
using System.Text.Json.Serialization;

namespace Linnet.Events;

/// <summary>Events as one line of text each, as they travel between nodes.</summary>
internal static class EventText
{
    public static string Write(DomainEvent @event) => JsonSerializer.Serialize(@event, EventsJson.Default.DomainEvent);

    /// <returns>
    /// The event. A text that this version cannot read comes from another version and may mean any change, so it is read as
    /// <see cref="CachesInvalid"/>: caches are cleared and connected clients read their lists again.
    /// </returns>
    public static DomainEvent Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, EventsJson.Default.DomainEvent) ?? new CachesInvalid(News: true);
        }
        // Not supported: a text without a known name of an event.
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            return new CachesInvalid(News: true);
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(DomainEvent))]
internal sealed partial class EventsJson : JsonSerializerContext;
