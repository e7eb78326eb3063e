namespace Linnet.Http.Rendering;

/// <summary>Whether the endpoint's answers are JSON of some length, which may go out compressed.</summary>
/// <remarks>
/// Not so where an answer holds a secret beside what its sender wrote: how well the two compress together tells of the secret.
/// </remarks>
internal sealed record CompressionMetadata(bool IsWorthwhile);

internal static class CompressionExtensions
{
    public static TBuilder Compress<TBuilder>(this TBuilder builder, bool isWorthwhile = true)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new CompressionMetadata(isWorthwhile));
}
