using Linnet.Http.Input;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Linnet.Hosting.OpenApi;

/// <summary>Keeps the one media type that clients should send, and adds an example.</summary>
internal sealed class RequestBodyTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.RequestBody is not OpenApiRequestBody { Content: { } content })
            return Task.CompletedTask;
        var body = context.Description.ActionDescriptor.EndpointMetadata.OfType<BodyMetadata>().Single();
        // The others are declared only for routing: see BodyMetadata.
        foreach (var mediaType in content.Keys.Where(type => type != body.MediaType).ToList())
            content.Remove(mediaType);
        content[body.MediaType].Example = Examples.OfRequest(operation.OperationId);
        return Task.CompletedTask;
    }
}
