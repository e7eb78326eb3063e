using System.Reflection;
using Linnet.Http.Input;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Linnet.Hosting.OpenApi;

/// <summary>
/// Describes the members of request bodies as binding validates them. The generator knows only the types, not which
/// nulls, lengths and defaults <see cref="InputModel"/> accepts.
/// </summary>
internal sealed class InputModelsTransformer : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.ParameterDescription?.Source == BindingSource.Body
            && context.JsonPropertyInfo is { AttributeProvider: PropertyInfo property } member)
        {
            InputSchema.Describe(schema, InputModel.MembersOf(member.DeclaringType).Single(it => it.Property.Name == property.Name));
        }
        return Task.CompletedTask;
    }
}
