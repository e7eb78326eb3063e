using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Linnet.Tests.OpenApi;

/// <summary>
/// Validates values against the part of JSON Schema that the document uses. An unknown keyword is an error, so that none is
/// overlooked. Stricter than the standard in one point: an object may not have members outside its schema.
/// </summary>
internal static class SchemaCheck
{
    private static readonly string[] Annotations = ["description", "default", "title"];

    public static List<string> FindErrors(ApiDescription api, JsonNode schema, JsonNode? value)
    {
        var errors = new List<string>();
        Check(api, schema, value, "$", errors);
        return errors;
    }

    private static void Check(ApiDescription api, JsonNode reference, JsonNode? value, string at, List<string> errors)
    {
        var schema = api.Resolve(reference).AsObject();
        foreach (var (keyword, argument) in schema)
        {
            if (!Annotations.Contains(keyword) && !Holds(api, keyword, argument!, value, at, errors))
                errors.Add($"{at}: {value?.ToJsonString() ?? "null"} breaks {keyword} {argument!.ToJsonString()}");
        }
    }

    private static bool Holds(
        ApiDescription api, string keyword, JsonNode argument, JsonNode? value, string at, List<string> errors)
    {
        switch (keyword)
        {
            case "type":
                return TypesOf(argument).Any(type => IsOf(type, value));
            case "oneOf":
                return argument.AsArray().Count(it => FindErrors(api, it!, value) is []) is 1;
            case "anyOf":
                return argument.AsArray().Any(it => FindErrors(api, it!, value) is []);
            case "const":
                return JsonNode.DeepEquals(argument, value);
            case "enum":
                return argument.AsArray().Any(word => JsonNode.DeepEquals(word, value));
            case "required":
                return value is not JsonObject container || argument.AsArray().All(name => container.ContainsKey(name!.GetValue<string>()));
            case "properties":
                CheckMembers(api, argument.AsObject(), value, at, errors);
                return true;
            case "items":
                CheckItems(api, argument, value, at, errors);
                return true;
            case "minItems":
                return value is not JsonArray items || items.Count >= argument.GetValue<int>();
            case "maxItems":
                return value is not JsonArray list || list.Count <= argument.GetValue<int>();
            case "uniqueItems":
                return value is not JsonArray all || all.Select(item => item?.ToJsonString()).Distinct().Count() == all.Count;
            case "format":
                return !IsText(value, out var formatted) || IsOfFormat(argument.GetValue<string>(), formatted);
            case "pattern":
                return !IsText(value, out var matched) || Regex.IsMatch(matched, argument.GetValue<string>(), RegexOptions.NonBacktracking);
            case "minLength":
                return !IsText(value, out var atLeast) || atLeast.EnumerateRunes().Count() >= argument.GetValue<int>();
            case "maxLength":
                return !IsText(value, out var atMost) || atMost.EnumerateRunes().Count() <= argument.GetValue<int>();
            case "minimum":
                return value?.GetValueKind() is not JsonValueKind.Number || value.GetValue<decimal>() >= argument.GetValue<decimal>();
            case "maximum":
                return value?.GetValueKind() is not JsonValueKind.Number || value.GetValue<decimal>() <= argument.GetValue<decimal>();
            default:
                return false;
        }
    }

    private static void CheckMembers(ApiDescription api, JsonObject properties, JsonNode? value, string at, List<string> errors)
    {
        if (value is not JsonObject members)
            return;
        foreach (var (name, member) in members)
        {
            if (properties[name] is { } schema)
                Check(api, schema, member, $"{at}.{name}", errors);
            else
                errors.Add($"{at}: {name} is not in the schema");
        }
    }

    private static void CheckItems(ApiDescription api, JsonNode schema, JsonNode? value, string at, List<string> errors)
    {
        if (value is not JsonArray items)
            return;
        for (var i = 0; i < items.Count; i++)
            Check(api, schema, items[i], $"{at}[{i}]", errors);
    }

    private static IEnumerable<string> TypesOf(JsonNode type) =>
        type is JsonArray types ? types.Select(it => it!.GetValue<string>()) : [type.GetValue<string>()];

    private static bool IsOf(string type, JsonNode? value) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("null", JsonValueKind.Null) => true,
        ("string", JsonValueKind.String) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("object", JsonValueKind.Object) => true,
        ("array", JsonValueKind.Array) => true,
        ("integer", JsonValueKind.Number) => long.TryParse(value!.ToJsonString(), CultureInfo.InvariantCulture, out _),
        _ => false,
    };

    private static bool IsText(JsonNode? value, out string text)
    {
        text = value?.GetValueKind() is JsonValueKind.String ? value.GetValue<string>() : "";
        return value?.GetValueKind() is JsonValueKind.String;
    }

    private static bool IsOfFormat(string format, string text) => format switch
    {
        // RFC 3339, in the one form that Linnet writes.
        "date-time" => DateTimeOffset.TryParseExact(
            text, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
        "email" => text.Contains('@'),
        "password" or "binary" => true,
        _ => false,
    };
}
