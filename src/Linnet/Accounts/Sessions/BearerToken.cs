namespace Linnet.Accounts.Sessions;

/// <summary>The access token of a request's <c>Authorization: Bearer</c> header (RFC 6750, section 2.1).</summary>
internal static class BearerToken
{
    private const string Prefix = "Bearer ";

    /// <summary>The token's part of the header. It is a slice of the header's text, so it needs no allocation.</summary>
    /// <returns>Null when the request has none.</returns>
    public static ReadOnlyMemory<char>? Of(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        // "null" alone would convert to an empty memory, because null is also an array.
        return header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header.AsMemory(Prefix.Length).Trim() : default(ReadOnlyMemory<char>?);
    }
}
