namespace Linnet.Http;

/// <summary>HEAD wherever there is GET (RFC 9110, section 9.3.2). The server omits the body that the endpoint writes.</summary>
internal static class HeadRequests
{
    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Put it on the root group: no endpoint has to think of it, and none can be mapped without.</summary>
    public static TBuilder AnswerHead<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder
    {
        routes.Finally(endpoint =>
        {
            if (endpoint.Metadata.OfType<HttpMethodMetadata>().LastOrDefault() is { HttpMethods: [var only] } methods && HttpMethods.IsGet(only))
                endpoint.Metadata[endpoint.Metadata.IndexOf(methods)] = new HttpMethodMetadata(GetAndHead, methods.AcceptCorsPreflight);
        });
        return routes;
    }

    /// <summary>Whether a method only asks.</summary>
    public static bool IsReading(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
}
