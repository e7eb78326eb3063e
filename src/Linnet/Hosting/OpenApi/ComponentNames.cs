using System.Text.Json.Serialization.Metadata;
using Linnet.Common;
using Linnet.Http.Input;
using Linnet.Tweets;
using Microsoft.AspNetCore.OpenApi;

namespace Linnet.Hosting.OpenApi;

/// <summary>The types that have a schema among the document's components, and the names of these schemas.</summary>
internal static class ComponentNames
{
    public const string Error = "Error";

    // FastAPI's names for its 422, which clients generated from its documents have in their code.
    public const string ValidationErrors = "HTTPValidationError";
    public const string ValidationError = "ValidationError";

    // Names that generated clients have in their code, of types that have better ones here.
    private static readonly Dictionary<Type, string> Published = new() { [typeof(TweetDraft)] = "NewTweet" };

    /// <returns>Null for a type that is written out wherever it is used.</returns>
    public static string? Of(JsonTypeInfo type) =>
        type.Type == typeof(Timestamp) || IsOptional(type.Type)
            ? null
            : Published.GetValueOrDefault(type.Type) ?? OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    private static bool IsOptional(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>);
}
