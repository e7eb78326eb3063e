using System.Reflection;
using System.Text.Json.Serialization;
using Linnet.Common;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Linnet.Hosting.OpenApi;

/// <summary>Describes what the generator cannot see: the format of converters, computed members, and those omitted when null.</summary>
internal sealed class WireTypesTransformer : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type == typeof(Timestamp))
        {
            schema.Type = JsonSchemaType.String;
            schema.Format = "date-time";
        }
        if (context.JsonTypeInfo.Type == typeof(Timestamp?))
        {
            schema.Type = IsLeftOutWhenNull(context.JsonPropertyInfo?.AttributeProvider) ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Format = "date-time";
        }
        if (context.JsonTypeInfo.Type.IsEnum)
            schema.Type = JsonSchemaType.String;
        foreach (var property in context.JsonTypeInfo.Properties)
        {
            if (property.AttributeProvider is PropertyInfo { SetMethod: null } computed && IsNeverNull(computed)
                && schema.Properties?[property.Name] is OpenApiSchema value)
            {
                (schema.Required ??= new HashSet<string>(StringComparer.Ordinal)).Add(property.Name);
                value.Type &= ~JsonSchemaType.Null;
            }
            if (IsLeftOutWhenNull(property.AttributeProvider) && schema.Properties?[property.Name] is OpenApiSchema member)
            {
                schema.Required?.Remove(property.Name);
                member.Type &= ~JsonSchemaType.Null;
                member.Metadata?.Remove(AlternativeSchemas.IsNullable);
            }
        }
        return Task.CompletedTask;
    }

    // The generator knows what is null of constructors and of what is set, not of what is computed.
    private static bool IsNeverNull(PropertyInfo property) =>
        new NullabilityInfoContext().Create(property).ReadState is NullabilityState.NotNull;

    private static bool IsLeftOutWhenNull(ICustomAttributeProvider? property) =>
        property?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true) is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.WhenWritingNull }];
}
