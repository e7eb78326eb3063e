using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Linnet.Http.Rendering;

/// <summary>A 200 whose body is put together from bytes; on the wire the same as <c>Ok&lt;T&gt;</c>, and documented as it.</summary>
/// <param name="write">Writes a <typeparamref name="T"/>.</param>
internal sealed class PreserializedOk<T>(Action<JsonBuffer> write) : IResult, IEndpointMetadataProvider, IStatusCodeHttpResult
{
    public int? StatusCode => StatusCodes.Status200OK;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), [HttpJson.MediaType]));
        builder.Metadata.Add(new RevalidationMetadata());
    }

    public Task ExecuteAsync(HttpContext httpContext) => RenderedBody.SendAsync(httpContext, write, mayBeKept: true);
}

/// <summary>A 201 whose body is put together from bytes.</summary>
/// <inheritdoc cref="PreserializedOk{T}"/>
internal sealed class PreserializedCreated<T>(string location, Action<JsonBuffer> write) : IResult, IEndpointMetadataProvider, IStatusCodeHttpResult
{
    public int? StatusCode => StatusCodes.Status201Created;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(T), [HttpJson.MediaType]));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status201Created;
        httpContext.Response.Headers.Location = location;
        return RenderedBody.SendAsync(httpContext, write, mayBeKept: false);
    }
}

file static class RenderedBody
{
    public static async Task SendAsync(HttpContext http, Action<JsonBuffer> write, bool mayBeKept)
    {
        using var json = new JsonBuffer();
        write(json);
        if (mayBeKept && Revalidation.IsUnchanged(http, json.Written.Span))
            return;
        http.Response.ContentType = HttpJson.MediaType;
        http.Response.ContentLength = json.Written.Length;
        // In one piece of memory: a write would be cut into pieces of 4 KB, each fetched, filled and sent separately. The server has
        // room for more only once the answer has started.
        await http.Response.StartAsync(http.RequestAborted);
        json.Written.Span.CopyTo(http.Response.BodyWriter.GetSpan(json.Written.Length));
        http.Response.BodyWriter.Advance(json.Written.Length);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }
}
