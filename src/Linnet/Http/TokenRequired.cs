namespace Linnet.Http;

/// <summary>Says of an endpoint that it is for callers with a valid token only, and what else it takes instead of one.</summary>
/// <param name="alternative">Whether a request without a token may pass all the same.</param>
internal sealed class TokenRequired(Func<HttpRequest, bool>? alternative = null)
{
    public bool IsMetBy(HttpContext context) => Caller.TryGet(context, out _) || alternative?.Invoke(context.Request) is true;
}

internal static class CallerRequiredExtensions
{
    /// <summary>ProducesErrors requests without a valid token.</summary>
    /// <param name="builder">An endpoint or a group of them.</param>
    /// <param name="unless">What may stand for a token.</param>
    public static TBuilder RequireToken<TBuilder>(this TBuilder builder, Func<HttpRequest, bool>? unless = null)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new TokenRequired(unless));
}
