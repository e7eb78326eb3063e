using Linnet.Tweets;
using Linnet.Tweets.Threads;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Linnet.Hosting.OpenApi;

/// <summary>Describes an entry of a thread, which has a converter: a tweet or a tombstone.</summary>
internal sealed class ThreadEntryTransformer : IOpenApiSchemaTransformer
{
    public async Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type != typeof(ThreadEntry))
            return;
        schema.OneOf = [];
        foreach (var type in new[] { typeof(Tweet), typeof(Tombstone) })
        {
            var alternative = await context.GetOrCreateSchemaAsync(type, parameterDescription: null, cancellationToken);
            schema.OneOf.Add(AlternativeSchemas.ByReference(alternative, context.Document!));
        }
    }
}
