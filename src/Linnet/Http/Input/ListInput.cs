using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Linnet.Http.Input;

/// <summary>
/// A list: how many items by the member's <see cref="ListAttribute"/>, each by its other attributes. Reports the first bad item; of
/// objects, every bad member.
/// </summary>
internal sealed class ListInput<TItem>(PropertyInfo member, bool acceptsNull, InputReader<TItem> item) : InputReader<IReadOnlyList<TItem>?>
{
    private static readonly ValueError NotAList = new("list_type", "Input should be a valid list");
    private static readonly ValueError Repeated = ValueError.Custom("List should not have an item twice");

    private readonly ListAttribute _length = member.GetCustomAttribute<ListAttribute>()
        ?? throw new NotSupportedException($"{member.DeclaringType?.Name}.{member.Name} is a list, so it needs bounds: [List(Max = …)]");

    public override ValueError? Read(InputValue input, out IReadOnlyList<TItem>? value)
    {
        value = null;
        if (acceptsNull && input.IsNull)
            return null;
        var items = new List<TItem>();
        value = items;
        if (input.Kind is not JsonValueKind.Array)
            return NotAList;
        List<ValidationError>? members = null;
        foreach (var sent in input.Items())
        {
            // Not read to its end: a client may send very many.
            if (items.Count == _length.Max)
                return TooLong(input.Items().Count());
            var error = item.Read(sent, out var read);
            if (error is { Members: { } inner })
                (members ??= []).AddRange(inner.Select(one => one.Within(items.Count)));
            else if (error is not null)
                return error with { Item = new ListItem(items.Count, sent.Sanitized()) };
            if (_length.IsSet && items.Contains(read))
                return Repeated with { Item = new ListItem(items.Count, sent.Sanitized()) };
            items.Add(read);
        }
        if (items.Count < _length.Min)
            return OutOfBounds("too_short", "at least", "min_length", _length.Min, items.Count);
        return members is null ? null : ValueError.Within(members);
    }

    private ValueError TooLong(int count) => OutOfBounds("too_long", "at most", "max_length", _length.Max, count);

    private static ValueError OutOfBounds(string type, string side, string name, int bound, int count) => new(
        type,
        $"List should have {side} {bound} {(bound is 1 ? "item" : "items")} after validation, not {count}",
        new JsonObject { ["field_type"] = "List", [name] = bound, ["actual_length"] = count });
}
