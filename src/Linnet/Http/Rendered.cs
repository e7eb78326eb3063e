using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Linnet.Http;

/// <summary>A 200 whose body is put together from bytes; on the wire the same as <c>Ok&lt;T&gt;</c>, and documented as it.</summary>
/// <param name="write">Writes a <typeparamref name="T"/>.</param>
internal sealed class Rendered<T>(Action<JsonBuffer> write) : IResult, IEndpointMetadataProvider, IStatusCodeHttpResult
{
    public int? StatusCode => StatusCodes.Status200OK;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), [HttpJson.MediaType]));
        builder.Metadata.Add(new RevalidationMetadata());
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var json = new JsonBuffer();
        write(json);
        if (Revalidation.IsUnchanged(httpContext, json.Written.Span))
            return;
        var response = httpContext.Response;
        response.ContentType = HttpJson.MediaType;
        response.ContentLength = json.Written.Length;
        await response.BodyWriter.WriteAsync(json.Written, httpContext.RequestAborted);
    }
}
