using System.Text.Json;
using System.Text.Json.Nodes;

namespace Linnet.Http.Input;

/// <summary>One value as it was sent: either a JSON element or the text of a form field, query parameter or path step.</summary>
internal readonly struct InputValue
{
    private readonly JsonElement _element;
    private readonly string? _text;

    private InputValue(JsonElement element, string? text) => (_element, _text) = (element, text);

    /// <summary>A text is read as <see cref="JsonValueKind.String"/>.</summary>
    public JsonValueKind Kind => _text is null ? _element.ValueKind : JsonValueKind.String;

    /// <summary>What was sent in JSON.</summary>
    public JsonElement Element => _element;

    public bool IsNull => Kind is JsonValueKind.Null;

    public static InputValue Of(JsonElement element) => new(element, null);

    public static InputValue Of(string text) => new(default, text);

    /// <summary>The text of a string; null if it is not one that Unicode can write (half of a surrogate pair).</summary>
    public string? Text() => _text ?? JsonText.Of(_element);

    /// <summary>The digits of a number, as sent.</summary>
    public string Number() => _element.GetRawText();

    /// <summary>The items of an array.</summary>
    public IEnumerable<InputValue> Items() => _element.EnumerateArray().Select(Of);

    /// <summary>What was sent, fit to be sent back.</summary>
    public JsonNode? Sanitized() => _text is null ? JsonText.Copy(_element) : JsonValue.Create(_text);
}
