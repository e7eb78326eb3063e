using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Linnet.Hosting.OpenApi;

/// <summary>Answers of more than one shape under one status. The generator knows one shape for each: of several, the last.</summary>
internal static class AlternativeSchemas
{
    // The generator's annotations: a schema's name among the components, and whether null is allowed.
    private const string ComponentName = "x-schema-id";
    private const string IsNullable = "x-is-nullable-property";

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

    /// <summary>A schema made on demand holds all that it refers to: puts each part that has a name among the components.</summary>
    private static IOpenApiSchema ByReference(IOpenApiSchema schema, OpenApiDocument document)
    {
        if (schema is not OpenApiSchema whole)
            return schema;
        whole.Items = whole.Items is null ? null : ByReference(whole.Items, document);
        foreach (var (name, member) in whole.Properties?.ToList() ?? [])
            whole.Properties![name] = ByReference(member, document);
        for (var i = 0; i < whole.OneOf?.Count; i++)
            whole.OneOf[i] = ByReference(whole.OneOf[i], document);
        if (whole.Metadata?.TryGetValue(ComponentName, out var component) is not true || component is not string { Length: > 0 } id)
            return whole;
        document.AddComponent<IOpenApiSchema>(id, whole);
        var reference = new OpenApiSchemaReference(id, document);
        return whole.Metadata.ContainsKey(IsNullable)
            ? new OpenApiSchema { OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, reference] }
            : reference;
    }
}
