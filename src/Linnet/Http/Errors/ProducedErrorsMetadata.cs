using Linnet.Common;

namespace Linnet.Http.Errors;

/// <summary>Which errors an endpoint can answer with; the OpenAPI document lists them. An endpoint may have several.</summary>
internal sealed class ProducedErrorsMetadata(IReadOnlyList<Error> errors)
{
    public IReadOnlyList<Error> Errors { get; } = errors;
}

internal static class ProducedErrorsExtensions
{
    /// <summary>Declares errors that the endpoint, or every endpoint of the group, can answer with.</summary>
    public static TBuilder ProducesErrors<TBuilder>(this TBuilder builder, params Error[] errors)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new ProducedErrorsMetadata(errors));
}
