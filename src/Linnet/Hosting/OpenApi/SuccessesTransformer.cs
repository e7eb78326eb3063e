using Linnet.Http.Input;
using Linnet.Http.Rendering;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Linnet.Hosting.OpenApi;

/// <summary>Adds examples, headers and alternative shapes to success responses.</summary>
internal sealed class SuccessesTransformer(Examples examples) : IOpenApiOperationTransformer
{
    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var pages = metadata.OfType<QueryParametersMetadata>().Any(query => InputModel.MembersOf(query.Model).Any(member => member.Name is "max_id"));
        var isRevalidated = metadata.OfType<RevalidationMetadata>().Any();
        foreach (var (status, answer) in operation.Responses ?? [])
        {
            if (status is not ['2', ..] || answer is not OpenApiResponse response)
                continue;
            if (response.Content?.TryGetValue(HttpJson.MediaType, out var json) is true)
            {
                json.Schema = await AlternativeSchemas.FindAsync(status, context, cancellationToken) ?? json.Schema;
                json.Examples = examples.OfAnswers(operation.OperationId, status);
            }
            // What is created later has an address, too.
            if (status is "201" || (status is "202" && operation.Responses?.ContainsKey("201") is true))
                response.AddHeader(ResponseHeaders.Location, context.Document!);
            if (pages)
                response.AddHeader(ResponseHeaders.Link, context.Document!);
            if (isRevalidated)
                response.AddHeader(ResponseHeaders.ETag, context.Document!);
        }
        if (isRevalidated)
            (operation.Responses ??= [])["304"] = Unchanged(context.Document!);
    }

    private static OpenApiResponse Unchanged(OpenApiDocument document)
    {
        var response = new OpenApiResponse { Description = "The client already has this response" };
        response.AddHeader(ResponseHeaders.ETag, document);
        return response;
    }
}
