using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Linnet.Common;

/// <summary>The wire form of a <see cref="Timestamp"/>: <c>"2026-11-22T16:30:01.123456Z"</c>.</summary>
internal sealed class TimestampJsonConverter : JsonConverter<Timestamp>
{
    private const int WireLength = 27;

    public override Timestamp Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Timestamp.From(DateTimeOffset.Parse(reader.GetString()!, CultureInfo.InvariantCulture));

    public override void Write(Utf8JsonWriter writer, Timestamp value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[WireLength];
        value.TryFormat(text, out var written);
        writer.WriteStringValue(text[..written]);
    }
}
