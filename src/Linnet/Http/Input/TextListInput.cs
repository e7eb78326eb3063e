using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Linnet.Http.Input;

/// <summary>A list of texts: how many by the member's <see cref="ListAttribute"/>, each by its other attributes. Reports the first bad item.</summary>
internal sealed class TextListInput(PropertyInfo member, bool acceptsNull) : InputReader<IReadOnlyList<string>?>
{
    private static readonly ValueError NotAList = new("list_type", "Input should be a valid list");

    private readonly TextInput _item = new(member);

    private readonly ListAttribute _length = member.GetCustomAttribute<ListAttribute>()
        ?? throw new NotSupportedException($"{member.DeclaringType?.Name}.{member.Name} is a list, so it needs bounds: [List(Max = …)]");

    public override ValueError? Read(InputValue input, out IReadOnlyList<string>? value)
    {
        value = null;
        if (acceptsNull && input.IsNull)
            return null;
        var texts = new List<string>();
        value = texts;
        if (input.Kind is not JsonValueKind.Array)
            return NotAList;
        foreach (var item in input.Items())
        {
            // Not read to its end: a client may send very many.
            if (texts.Count == _length.Max)
                return TooLong(input.Items().Count());
            if (_item.Read(item, out var text) is { } error)
                return error with { Item = new ListItem(texts.Count, item.Sanitized()) };
            texts.Add(text);
        }
        return texts.Count < _length.Min ? OutOfBounds("too_short", "at least", "min_length", _length.Min, texts.Count) : null;
    }

    private ValueError TooLong(int count) => OutOfBounds("too_long", "at most", "max_length", _length.Max, count);

    private static ValueError OutOfBounds(string type, string side, string name, int bound, int count) => new(
        type,
        $"List should have {side} {bound} {(bound is 1 ? "item" : "items")} after validation, not {count}",
        new JsonObject { ["field_type"] = "List", [name] = bound, ["actual_length"] = count });
}
