using System.Text.Json.Nodes;

namespace Linnet.Http.Input;

/// <summary>Where an input came from: the first step of an error's <c>loc</c>, in the order in which errors are listed.</summary>
internal enum InputSource
{
    Path,
    Query,
    Header,
    Body,
}

/// <summary>What is wrong with a value, in Pydantic 2's words.</summary>
/// <param name="Type">The machine word, such as <c>string_too_long</c>.</param>
/// <param name="Message">The sentence.</param>
/// <param name="Context">The figures of the sentence, or null.</param>
internal sealed record ValueError(string Type, string Message, JsonObject? Context = null)
{
    /// <summary>The item of a list that it is about; null when it is about the whole value.</summary>
    public ListItem? Item { get; init; }

    /// <summary>What is wrong with the members of an object; null when the value is none, or is wrong as a whole.</summary>
    public IReadOnlyList<ValidationError>? Members { get; init; }

    public static readonly ValueError Missing = new("missing", "Field required");

    public static readonly ValueError NotAnObject =
        new("model_attributes_type", "Input should be a valid dictionary or object to extract fields from");

    public static ValueError GreaterThan(long bound) =>
        new("less_than_equal", $"Input should be less than or equal to {bound}", new JsonObject { ["le"] = bound });

    /// <summary>A rule of our own rather than one of Pydantic's: what a Python validator's <c>ValueError</c> looks like.</summary>
    public static ValueError Custom(string sentence) =>
        new("value_error", $"Value error, {sentence}", new JsonObject { ["error"] = new JsonObject() });

    public static ValueError Within(IReadOnlyList<ValidationError> members) => new("members", "Members of the object are wrong") { Members = members };

    /// <param name="source">Where the value came from.</param>
    /// <param name="place">The member's name, a byte offset, or null for the whole.</param>
    /// <param name="input">What was sent, free of secrets.</param>
    public ValidationError At(InputSource source, JsonNode? place, JsonNode? input) =>
        Item is null ? new(this, source, place, null, input) : new(this, source, place, Item.Index, Item.Sent);
}

/// <param name="Index">Its place in the list, from 0.</param>
/// <param name="Sent">What was sent there.</param>
internal sealed record ListItem(int Index, JsonNode? Sent);

/// <summary>One entry of a 422.</summary>
internal sealed record ValidationError(ValueError Error, InputSource Source, JsonNode? Place, int? Index, JsonNode? Input)
{
    /// <summary>The members and the items of lists, from the outermost, whose object has the place. None for a member of the body itself.</summary>
    public IReadOnlyList<JsonNode> Parents { get; init; } = [];

    /// <param name="step">The member, or the item of a list (from 0), that has the object in which it was found.</param>
    public ValidationError Within(JsonNode step) => this with { Parents = [step, .. Parents] };
}
