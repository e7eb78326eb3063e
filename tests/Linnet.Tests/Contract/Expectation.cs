using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace Linnet.Tests.Contract;

/// <summary>
/// What a line says of its answer, after the status: <c>Tweet {"likes_count": 1}</c> (a shape, in full, and some values),
/// either half alone, or of a refusal its code and sentence: <c>user_not_found "User not found"</c>; of a 422 every
/// entry: <c>missing body.email "Field required", missing body.password "Field required"</c>.
/// </summary>
internal static partial class Expectation
{
    public static void Check(Answer answer, int status, string what)
    {
        Assert.True(answer.Status == status, $"The answer is {answer.Status}: {answer.Text}");
        if (status is 422)
            CheckErrors(answer.Json!, what);
        else if (status >= 400)
            CheckRefusal(answer.Json!, what);
        else
            CheckSuccess(answer.Json, what);
    }

    private static void CheckRefusal(JsonNode json, string what)
    {
        Shapes.Check("Error", json);
        if (what.Length > 0)
            Assert.Equal(what, $"{json["code"]} \"{json["detail"]}\"");
    }

    private static void CheckErrors(JsonNode json, string what)
    {
        Assert.Equal(["code", "detail"], json.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.Equal("validation_error", json["code"]!.GetValue<string>());
        var entries = json["detail"]!.AsArray();
        foreach (var entry in entries)
        {
            Assert.Equal(
                ["type", "loc", "msg", "input"],
                entry!.AsObject().Select(member => member.Key).Where(name => name is not ("ctx" or "url")));
        }
        var shown = entries.Select(entry => $"{entry!["type"]} {string.Join('.', entry["loc"]!.AsArray())} \"{entry["msg"]}\"");
        Assert.Equal(what, string.Join(", ", shown));
    }

    private static void CheckSuccess(JsonNode? json, string what)
    {
        var parts = ShapeAndValues().Match(what);
        if (parts.Groups["shape"].Value is { Length: > 0 } shape)
            Shapes.Check(shape, json);
        if (parts.Groups["values"].Value is { Length: > 0 } values)
            CheckValues(JsonNode.Parse(values), json, "$");
    }

    /// <summary>Unexpected members are ignored; unexpected elements of a list are not.</summary>
    private static void CheckValues(JsonNode? expected, JsonNode? actual, string where)
    {
        switch (expected)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    Assert.True(actual is JsonObject shown && shown.ContainsKey(name), $"{where} has no {name}: {actual?.ToJsonString()}");
                    CheckValues(value, actual![name], $"{where}.{name}");
                }
                break;
            case JsonArray elements:
                var list = Assert.IsType<JsonArray>(actual);
                Assert.True(elements.Count == list.Count, $"{where} has {list.Count} elements: {list.ToJsonString()}");
                for (var i = 0; i < elements.Count; i++)
                    CheckValues(elements[i], list[i], $"{where}[{i}]");
                break;
            default:
                Assert.True(JsonElement.DeepEquals(Element(expected), Element(actual)), $"{where} is {actual?.ToJsonString() ?? "null"}");
                break;
        }
    }

    private static JsonElement Element(JsonNode? node) => JsonSerializer.SerializeToElement(node);

    [GeneratedRegex(@"^(?<shape>\[?[A-Z]\w*\]?)?\s*(?<values>[\[{].*)?$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ShapeAndValues();
}
