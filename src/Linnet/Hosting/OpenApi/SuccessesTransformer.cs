using System.Net.Mime;
using Linnet.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Linnet.Hosting.OpenApi;

/// <summary>Gives the answers of success their examples and headers.</summary>
internal sealed class SuccessesTransformer(Examples examples) : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var pages = context.Description.ActionDescriptor.EndpointMetadata.OfType<QueryParametersMetadata>().Any();
        foreach (var (status, answer) in operation.Responses ?? [])
        {
            if (status is not ['2', ..] || answer is not OpenApiResponse response)
                continue;
            if (response.Content?.TryGetValue(MediaTypeNames.Application.Json, out var json) is true)
                json.Example = examples.OfAnswer(operation.OperationId);
            if (status is "201")
                response.AddHeader(ResponseHeaders.Location, context.Document!);
            if (pages)
                response.AddHeader(ResponseHeaders.Link, context.Document!);
        }
        return Task.CompletedTask;
    }
}
