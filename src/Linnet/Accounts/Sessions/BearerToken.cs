namespace Linnet.Accounts.Sessions;

/// <summary>The access token of a request's <c>Authorization: Bearer</c> header (RFC 6750, section 2.1).</summary>
internal static class BearerToken
{
    private const string Prefix = "Bearer ";

    /// <summary>The part of the header that is the token. It shares the header's text, so it costs nothing.</summary>
    /// <returns>Null when the request has none.</returns>
    public static ReadOnlyMemory<char>? Of(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        // Null alone would be an empty memory: arrays convert to it, and null is one.
        return header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header.AsMemory(Prefix.Length).Trim() : default(ReadOnlyMemory<char>?);
    }
}
