namespace Linnet.Http;

/// <summary>What a request asked for, without what the client put into it.</summary>
internal static class RouteName
{
    private static readonly string[] Known =
    [
        HttpMethods.Get, HttpMethods.Post, HttpMethods.Put, HttpMethods.Delete, HttpMethods.Head, HttpMethods.Options,
        HttpMethods.Patch, HttpMethods.Trace, HttpMethods.Connect,
    ];

    /// <summary>
    /// The template (<c>/users/{username}</c>), for logs and spans: a path may hold a name, an address or, by mistake, a
    /// token. A dash when no route is meant.
    /// </summary>
    public static string Of(HttpContext context) =>
        context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { Length: > 0 } template } ? template : "-";

    /// <summary>The method, if HTTP knows it; a client may send any word as one.</summary>
    public static string MethodOf(HttpContext context) =>
        HttpMethods.GetCanonicalizedValue(context.Request.Method) is var method && Known.Contains(method) ? method : "_OTHER";
}
