using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Linnet.Common;
using Linnet.Http.Input;
using Microsoft.OpenApi;

namespace Linnet.Hosting.OpenApi;

/// <summary>Translates the validation attributes of an input member into JSON Schema.</summary>
internal static class InputSchema
{
    /// <summary>Sets everything but the description. Another input model is described as a component.</summary>
    public static void Describe(OpenApiSchema schema, InputMember member)
    {
        if (member.ValueType == typeof(JsonObject))
            schema.Type = JsonSchemaType.Object;
        if (TypeOf(member.ValueType) is JsonSchemaType.Object)
            return;
        schema.Type = TypeOf(member.ValueType) | (member.IsNullable ? JsonSchemaType.Null : default);
        schema.Format = null;
        schema.Properties = null;
        schema.Required = null;
        schema.Default = member.IsRequired || member.Default is null ? null : DefaultOf(member.Default);
        if (member.ValueType == typeof(string))
            DescribeText(schema, member);
        else if (TypeOf(member.ValueType) is JsonSchemaType.Array)
            DescribeList(schema, member);
        else if (member.ValueType == typeof(Timestamp))
            schema.Format = "date-time";
        else if (member.ValueType != typeof(bool))
            DescribeInteger(schema, member);
    }

    /// <summary>A 64-bit id, as in a path.</summary>
    public static OpenApiSchema Id() => new() { Type = JsonSchemaType.Integer, Format = "int64" };

    private static JsonNode? DefaultOf(object value) =>
        value is IReadOnlyList<string> texts ? new JsonArray([.. texts.Select(text => JsonValue.Create(text))]) : JsonValue.Create(value);

    private static JsonSchemaType TypeOf(Type type) =>
        type == typeof(string) || type == typeof(Timestamp) ? JsonSchemaType.String
        : type == typeof(bool) ? JsonSchemaType.Boolean
        : type == typeof(long) || type == typeof(int) ? JsonSchemaType.Integer
        : type.IsGenericType ? JsonSchemaType.Array
        : JsonSchemaType.Object;

    private static void DescribeText(OpenApiSchema schema, InputMember member)
    {
        var length = member.Property.GetCustomAttribute<TextAttribute>();
        schema.MaxLength = length?.MaximumLength;
        schema.MinLength = length is { Min: > 0 } && member.EmptyWith is null ? length.Min : null;
        schema.Pattern = member.Property.GetCustomAttribute<RegularExpressionAttribute>()?.Pattern
            ?? (length is { NotBlank: true } ? length.Min > 0 && member.EmptyWith is null ? @"\S" : @"^$|\S" : null);
        if (member.Property.IsDefined(typeof(EmailAttribute)))
            schema.Format = "email";
        if (member.Property.IsDefined(typeof(BinaryAttribute)))
            schema.Format = "binary";
        if (member.IsSecret)
            schema.Format = "password";
        if (member.Property.GetCustomAttribute<OneOfAttribute>() is { } oneOf)
            schema.Enum = [.. oneOf.Words.Select(word => JsonValue.Create(word))];
    }

    private static void DescribeList(OpenApiSchema schema, InputMember member)
    {
        var length = member.Property.GetCustomAttribute<ListAttribute>()!;
        // The generator took the bounds of the items for those of the list.
        schema.MaxLength = schema.MinLength = null;
        schema.MinItems = length.Min;
        schema.MaxItems = length.Max;
        schema.UniqueItems = length.IsSet ? true : null;
        schema.Minimum = schema.Maximum = null;
        // The generator describes a list of input models by their component.
        if (TypeOf(member.ValueType.GetGenericArguments()[0]) is JsonSchemaType.Object)
            return;
        var item = new OpenApiSchema { Type = TypeOf(member.ValueType.GetGenericArguments()[0]) };
        if (item.Type is JsonSchemaType.String)
            DescribeText(item, member);
        else
            DescribeInteger(item, member);
        schema.Items = item;
    }

    private static void DescribeInteger(OpenApiSchema schema, InputMember member)
    {
        schema.Format = member.ValueType == typeof(int) ? "int32" : "int64";
        if (member.Property.GetCustomAttribute<IntegerAttribute>() is not { } bounds)
            return;
        schema.Minimum = bounds.Min is long.MinValue ? null : bounds.Min.ToString(CultureInfo.InvariantCulture);
        schema.Maximum = bounds.Max is long.MaxValue ? null : bounds.Max.ToString(CultureInfo.InvariantCulture);
    }
}
