using System.Reflection;
using Linnet.Http.Errors;
using Linnet.Http.Rendering;
using Microsoft.AspNetCore.Http.Metadata;

namespace Linnet.Tweets.Drafts;

/// <summary>Answers <see cref="DraftErrors.Changed"/> with the draft as it is now.</summary>
internal sealed class DraftChangedResult(Draft current) : IResult, IEndpointMetadataProvider, IStatusCodeHttpResult
{
    int? IStatusCodeHttpResult.StatusCode => ErrorResult.StatusOf(DraftErrors.Changed.Kind);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(ErrorResult.StatusOf(DraftErrors.Changed.Kind), typeof(DraftConflict), [HttpJson.MediaType]));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = ErrorResult.StatusOf(DraftErrors.Changed.Kind);
        return httpContext.Response.WriteAsJsonAsync(
            new DraftConflict(DraftErrors.Changed.Detail, DraftErrors.Changed.Code, current),
            TweetsJson.Wire.DraftConflict,
            HttpJson.MediaType,
            httpContext.RequestAborted);
    }
}
