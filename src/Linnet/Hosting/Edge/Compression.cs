using System.Buffers;
using System.Net;
using Linnet.Http.Rendering;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Linnet.Hosting.Edge;

/// <summary>Which clients receive longer JSON compressed.</summary>
internal enum CompressFor
{
    /// <summary>No client.</summary>
    None,

    /// <summary>Clients that ask for it from another machine or through a trusted proxy.</summary>
    Remote,

    /// <summary>All clients that ask for it.</summary>
    All,
}

/// <summary>Compresses longer JSON for clients that ask for it.</summary>
/// <remarks>
/// Replaces the framework's middleware, which decides at the first byte, before the length of the response is known. Here the
/// response is complete first, so short ones stay uncompressed and each has its Content-Length. Other requests cost nothing.
/// </remarks>
internal sealed class Compression(RequestDelegate next, IOptions<EdgeOptions> options)
{
    private const int LeastBytes = 1024;

    // Set by the framework when it accepts a trusted proxy's header. A client that sets it gains nothing.
    private const string TrustedProxyMark = "X-Original-For";

    private readonly bool _isForAll = options.Value.Compress is CompressFor.All;

    public Task InvokeAsync(HttpContext context) =>
        context.Request.Headers.AcceptEncoding.Count > 0
        && context.GetEndpoint()?.Metadata.GetMetadata<CompressionMetadata>() is { IsWorthwhile: true }
        && (_isForAll || IsRemote(context))
        && AcceptedCoding.BestOf(context.Request.Headers.AcceptEncoding) is { } coding
            ? AnswerAsync(context, coding)
            : next(context);

    private static bool IsRemote(HttpContext context) =>
        context.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address) || context.Request.Headers.ContainsKey(TrustedProxyMark);

    private async Task AnswerAsync(HttpContext context, AcceptedCoding coding)
    {
        var sent = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var body = new MemoryStream();
        // Not the response's Body: what starts that one starts the real response.
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));
        try
        {
            await next(context);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }
        finally
        {
            // Errors are handled by the outer middleware, which needs the original body.
            context.Features.Set(sent);
        }
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        await SendAsync(context, coding, body.GetBuffer().AsMemory(0, (int)body.Length));
    }

    private static async Task SendAsync(HttpContext context, AcceptedCoding coding, ReadOnlyMemory<byte> body)
    {
        var response = context.Response;
        var compressed = new ArrayBufferWriter<byte>(Math.Max(1, body.Length));
        if (body.Length > LeastBytes && IsPlainJson(response) && coding.TryCompress(body, compressed))
        {
            response.Headers.ContentEncoding = coding.Name;
            response.ContentLength = compressed.WrittenCount;
            if (Retag(context, coding))
                return;
            body = compressed.WrittenMemory;
        }
        if (!body.IsEmpty)
            await response.BodyWriter.WriteAsync(body, context.RequestAborted);
    }

    private static bool IsPlainJson(HttpResponse response) =>
        response.Headers.ContentEncoding.Count is 0 && response.ContentType?.StartsWith(HttpJson.MediaType, StringComparison.Ordinal) is true;

    /// <summary>RFC 9110, section 8.8.1: a strong tag identifies the bytes sent, so each coding needs its own. A weak tag covers all codings.</summary>
    /// <returns>Whether the client already has this form, and the response is 304.</returns>
    private static bool Retag(HttpContext context, AcceptedCoding coding)
    {
        var headers = context.Response.GetTypedHeaders();
        if (headers.ETag is not { IsWeak: false } tag)
            return false;
        var own = new EntityTagHeaderValue($"{tag.Tag.AsSpan()[..^1]}-{coding.Name}\"");
        headers.ETag = own;
        if (!context.Request.GetTypedHeaders().IfNoneMatch.Contains(own))
            return false;
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        context.Response.ContentLength = null;
        context.Response.ContentType = null;
        return true;
    }
}
