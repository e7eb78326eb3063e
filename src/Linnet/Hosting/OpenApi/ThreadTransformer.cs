using Linnet.Tweets;
using Linnet.Tweets.Threads;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Linnet.Hosting.OpenApi;

/// <summary>Describes an entry of a thread as what is written: the tweet or the tombstone itself.</summary>
/// <remarks>On the whole document: references that a schema transformer makes are followed without end.</remarks>
internal sealed class ThreadTransformer : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        if (document.Components?.Schemas?[nameof(ThreadEntry)] is { } entry)
        {
            document.Components.Schemas[nameof(ThreadEntry)] = new OpenApiSchema
            {
                Description = entry.Description,
                AnyOf = [new OpenApiSchemaReference(nameof(Tweet), document), new OpenApiSchemaReference(nameof(Tombstone), document)],
            };
        }
        return Task.CompletedTask;
    }
}
