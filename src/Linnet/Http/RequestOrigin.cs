namespace Linnet.Http;

/// <summary>Which page a browser's request comes from.</summary>
internal static class RequestOrigin
{
    /// <summary>Whether it comes from a page of this server, or from no page: only browsers say where they come from.</summary>
    /// <remarks>
    /// A browser that knows <c>Sec-Fetch-Site</c> compares scheme, host and port itself, even if proxies change the host. Another
    /// one sends <c>Origin</c>, which is compared with the host that was asked, for a proxy may hide the scheme.
    /// </remarks>
    public static bool IsOwn(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
            return site is "same-origin" or "none";
        return request.Headers.Origin.ToString() is not { Length: > 0 } origin
            || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && IsHostOf(uri, request.Host));
    }

    // A default port is as good as none: either side may spell it out.
    private static bool IsHostOf(Uri origin, HostString host) =>
        string.Equals(origin.Host, host.Host, StringComparison.OrdinalIgnoreCase)
        && (host.Port is { } port ? origin.Port == port : origin.IsDefaultPort);
}
