using System.Reflection;
using System.Text.Json.Serialization;
using Linnet.Common;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Linnet.Hosting.OpenApi;

/// <summary>Describes what the generator cannot see: the format of converters, and members omitted when null.</summary>
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
            if (IsLeftOutWhenNull(property.AttributeProvider) && schema.Properties?[property.Name] is OpenApiSchema member)
            {
                schema.Required?.Remove(property.Name);
                member.Type &= ~JsonSchemaType.Null;
                member.Metadata?.Remove(AlternativeSchemas.IsNullable);
            }
        }
        return Task.CompletedTask;
    }

    private static bool IsLeftOutWhenNull(ICustomAttributeProvider? property) =>
        property?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true) is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.WhenWritingNull }];
}
