using System.Text.Json;
using System.Text.Json.Nodes;

namespace Linnet.Http.Input;

/// <summary>Reads strings that may hold half a surrogate pair (<c>"\ud800"</c>), which JSON's grammar allows.</summary>
internal static class JsonText
{
    private const string Replacement = "\ufffd";

    /// <summary>Null for text that is no Unicode.</summary>
    public static string? Of(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            // Any check in advance would decode the text twice.
            return null;
        }
    }

    /// <summary>A copy that outlives its document and that can be written without fail.</summary>
    public static JsonNode? Copy(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (var member in element.EnumerateObject())
                    members[NameOf(member)] = Copy(member.Value);
                return members;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Copy)]);
            case JsonValueKind.String:
                return JsonValue.Create(Of(element) ?? Replacement);
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(element.Clone());
        }
    }

    public static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return Replacement;
        }
    }
}
