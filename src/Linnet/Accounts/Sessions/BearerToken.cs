namespace Linnet.Accounts.Sessions;

/// <summary>The access token of a request's <c>Authorization: Bearer</c> header (RFC 6750, section 2.1).</summary>
internal static class BearerToken
{
    private const string Prefix = "Bearer ";

    /// <summary>The header as it came: the server keeps its text from one request of a connection to the next, so it costs nothing.</summary>
    /// <returns>Null when the request has none.</returns>
    public static string? HeaderOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && IsBearer(header) ? header : null;

    /// <summary>The token in a header, or the text itself when it is a token without one.</summary>
    public static string In(string text) => IsBearer(text) ? text[Prefix.Length..].Trim() : text;

    private static bool IsBearer(string text) => text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
}
