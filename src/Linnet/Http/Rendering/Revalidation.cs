using System.Globalization;
using System.IO.Hashing;
using Microsoft.Net.Http.Headers;

namespace Linnet.Http.Rendering;

/// <summary>
/// Lets clients keep an answer and ask whether it still stands (RFC 9110, section 13.1.2). The tag is a hash of the bytes,
/// so it needs no upkeep and is the same on every node.
/// </summary>
/// <remarks>
/// Weak, because a hash of 64 bits promises no equality byte by byte. <c>no-cache</c> has every use of a kept answer
/// asked for first, so one that was made for another viewer of the same browser is never shown; nothing need vary.
/// </remarks>
internal static class Revalidation
{
    /// <summary>Marks the answer with its tag; it is 304, without a body, when the client has this one already.</summary>
    /// <returns>Whether it is 304.</returns>
    public static bool IsUnchanged(HttpContext context, ReadOnlySpan<byte> body)
    {
        var tag = TagOf(body);
        var response = context.Response;
        response.Headers.ETag = tag;
        response.Headers.CacheControl = "private, no-cache";
        if (context.Request.Headers.IfNoneMatch.Count is 0 || !Has(context.Request, tag))
            return false;
        response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    private static string TagOf(ReadOnlySpan<byte> body) =>
        string.Create(CultureInfo.InvariantCulture, $"W/\"{XxHash3.HashToUInt64(body):x16}\"");

    private static bool Has(HttpRequest request, string tag)
    {
        if (!EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known))
            return false;
        var current = EntityTagHeaderValue.Parse(tag);
        return known.Any(it => it.Equals(EntityTagHeaderValue.Any) || it.Compare(current, useStrongComparison: false));
    }
}

/// <summary>The answer of the endpoint has an <c>ETag</c>, and <c>If-None-Match</c> is heeded.</summary>
internal sealed class RevalidationMetadata;
