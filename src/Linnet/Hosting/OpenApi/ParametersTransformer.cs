using Linnet.Http.Input;
using Linnet.Http.Rendering;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Linnet.Hosting.OpenApi;

/// <summary>Adds path ids, query parameters and headers, which have custom binding and are therefore unknown to the generator.</summary>
internal sealed class ParametersTransformer : IOpenApiOperationTransformer
{
    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var parameters = operation.Parameters ?? [];
        foreach (var parameter in parameters.OfType<OpenApiParameter>())
            parameter.Example ??= Examples.OfParameter(parameter.Name!);
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var id in metadata.OfType<PathIdMetadata>())
            parameters.Add(PathId(id.Name));
        // The generator knows names and no ids: in the order of the path again.
        var path = context.Description.RelativePath!;
        parameters = [.. parameters.OrderBy(parameter => path.IndexOf($"{{{parameter.Name}}}", StringComparison.Ordinal))];
        foreach (var query in metadata.OfType<QueryParametersMetadata>())
        {
            var model = await context.GetOrCreateSchemaAsync(query.Model, parameterDescription: null, cancellationToken);
            foreach (var member in InputModel.MembersOf(query.Model))
                parameters.Add(QueryParameter(member, (OpenApiSchema)model.Properties![member.Name]));
        }
        if (metadata.OfType<RevalidationMetadata>().Any())
            parameters.Add(Header(HeaderNames.IfNoneMatch, "The `ETag` of a response that the client has; 304 if it is unchanged.", maxLength: null));
        if (metadata.OfType<IdempotencyKeyMetadata>().Any())
            parameters.Add(Header(IdempotencyKey.Header, "Chosen by the client, the same for each attempt of one action. Valid for a day.", IdempotencyKey.MaxLength));
        operation.Parameters = parameters.Count is 0 ? null : parameters;
    }

    private static OpenApiParameter PathId(string name) => new()
    {
        Name = name,
        In = ParameterLocation.Path,
        Required = true,
        Description = $"The {name[..name.LastIndexOf('_')]}'s id.",
        Schema = InputSchema.Id(),
        Example = Examples.OfParameter(name),
    };

    private static OpenApiParameter Header(string name, string description, int? maxLength) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = maxLength },
    };

    private static OpenApiParameter QueryParameter(InputMember member, OpenApiSchema schema)
    {
        InputSchema.Describe(schema, member);
        // A query cannot express null; a missing parameter is absent.
        schema.Type &= ~JsonSchemaType.Null;
        var description = schema.Description;
        schema.Description = null;
        return new()
        {
            Name = member.Name,
            In = ParameterLocation.Query,
            Required = member.IsRequired,
            Description = description,
            Schema = schema,
        };
    }
}
