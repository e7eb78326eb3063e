using Linnet.Common;

namespace Linnet.Http;

/// <summary>Which faults an endpoint can answer with; the OpenAPI document lists them. An endpoint may have several.</summary>
internal sealed class RefusalsMetadata(IReadOnlyList<Fault> faults)
{
    public IReadOnlyList<Fault> Faults { get; } = faults;
}

internal static class RefusalsExtensions
{
    /// <summary>Declares faults that the endpoint, or every endpoint of the group, can answer with.</summary>
    public static TBuilder Refuses<TBuilder>(this TBuilder builder, params Fault[] faults)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RefusalsMetadata(faults));
}
