using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Linnet.Hosting.OpenApi;

/// <summary>Describes responses with several shapes under one status. The generator keeps only the last shape of each status.</summary>
internal static class AlternativeSchemas
{
    /// <summary>The generator's annotation that a member may be null.</summary>
    public const string IsNullable = "x-is-nullable-property";

    // The generator's annotation for a schema's component name.
    private const string ComponentName = "x-schema-id";

    /// <returns>Null when there is only one shape.</returns>
    public static async Task<OpenApiSchema?> FindAsync(
        string status, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var types = context.Description.ActionDescriptor.EndpointMetadata.OfType<IProducesResponseTypeMetadata>()
            .Where(produced => produced.StatusCode.ToString() == status)
            .Select(produced => produced.Type!)
            .Distinct()
            .ToList();
        if (types.Count < 2)
            return null;
        var alternatives = new OpenApiSchema { AnyOf = [] };
        foreach (var type in types)
        {
            var schema = await context.GetOrCreateSchemaAsync(type, parameterDescription: null, cancellationToken);
            alternatives.AnyOf.Add(ByReference(schema, context.Document!));
        }
        return alternatives;
    }

    /// <summary>Replaces named parts by references to components, because a schema created on demand is fully inlined.</summary>
    private static IOpenApiSchema ByReference(IOpenApiSchema schema, OpenApiDocument document)
    {
        if (schema is not OpenApiSchema inline)
            return schema;
        inline.Items = inline.Items is null ? null : ByReference(inline.Items, document);
        foreach (var (name, member) in inline.Properties?.ToList() ?? [])
            inline.Properties![name] = ByReference(member, document);
        for (var i = 0; i < inline.OneOf?.Count; i++)
            inline.OneOf[i] = ByReference(inline.OneOf[i], document);
        if (inline.Metadata?.TryGetValue(ComponentName, out var component) is not true || component is not string { Length: > 0 } id)
            return inline;
        document.AddComponent<IOpenApiSchema>(id, inline);
        var reference = new OpenApiSchemaReference(id, document);
        return inline.Metadata.ContainsKey(IsNullable)
            ? new OpenApiSchema { OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, reference] }
            : reference;
    }
}
