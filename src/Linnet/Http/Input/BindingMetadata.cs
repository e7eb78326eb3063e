using Microsoft.AspNetCore.Http.Metadata;

namespace Linnet.Http.Input;

/// <summary>The endpoint reads the members of a model from the query; see <see cref="InputModel.MembersOf"/>.</summary>
internal sealed class QueryParametersMetadata(Type model)
{
    public Type Model { get; } = model;
}

/// <summary>The endpoint reads a 64-bit id from its route.</summary>
/// <param name="name">The name on the wire, such as <c>tweet_id</c>.</param>
internal sealed class PathIdMetadata(string name)
{
    public string Name { get; } = name;
}

/// <summary>The endpoint reads a model from its body.</summary>
/// <param name="model">The type of the model.</param>
/// <param name="mediaType">What clients should send.</param>
/// <param name="isOptional">Whether the request may have no body.</param>
/// <remarks>
/// Routing accepts any type: binding rejects a wrong one, with the 422 that FastAPI's clients know. If only
/// <paramref name="mediaType"/> were declared, routing would answer 415 first.
/// </remarks>
internal sealed class BodyMetadata(Type model, string mediaType, bool isOptional) : IAcceptsMetadata
{
    public string MediaType { get; } = mediaType;

    public Type RequestType { get; } = model;

    public IReadOnlyList<string> ContentTypes { get; } = [mediaType, "*/*"];

    public bool IsOptional { get; } = isOptional;

    public static void AddTo<T>(EndpointBuilder builder, string mediaType, bool isOptional = false)
        where T : class
    {
        // Reading the members here finds a model that cannot be read while the server starts.
        _ = InputModel<T>.Members;
        builder.Metadata.Add(new BodyMetadata(typeof(T), mediaType, isOptional));
    }
}
