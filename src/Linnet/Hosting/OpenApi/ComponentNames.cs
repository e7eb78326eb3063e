using System.Text.Json.Serialization.Metadata;
using Linnet.Common;
using Linnet.Http.Input;
using Linnet.Tweets;
using Microsoft.AspNetCore.OpenApi;

namespace Linnet.Hosting.OpenApi;

/// <summary>Decides which types become components of the document, and under what name.</summary>
internal static class ComponentNames
{
    public const string Error = "Error";

    // FastAPI's names for its 422, which generated clients use in their code.
    public const string ValidationErrors = "HTTPValidationError";
    public const string ValidationError = "ValidationError";

    // Names that generated clients already use, for types that have been renamed here.
    private static readonly Dictionary<Type, string> Published = new() { [typeof(TweetDraft)] = "NewTweet" };

    /// <returns>Null for a type that is inlined.</returns>
    public static string? Of(JsonTypeInfo type) =>
        type.Type == typeof(Timestamp) || type.Type == typeof(Timestamp?) || IsOptional(type.Type)
            ? null
            : Published.GetValueOrDefault(type.Type) ?? OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    private static bool IsOptional(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>);
}
