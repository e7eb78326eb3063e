using Linnet.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Linnet.Tests.Docs;

/// <summary>The routes that the program maps, to compare the docs with: those of sockets and pages too, which the OpenAPI document lacks.</summary>
internal sealed class ServedRoutes : IAsyncDisposable
{
    private readonly WebApplication _app = LinnetHost.BuildServer([]);
    private readonly List<RouteEndpoint> _endpoints;

    public ServedRoutes() =>
        _endpoints = [.. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];

    /// <param name="method">Empty for any.</param>
    /// <param name="route">With names or examples for what varies; <c>/auth/*</c> stands for all below.</param>
    public bool Has(string method, string route)
    {
        var asked = StepsOf(route);
        return _endpoints.Any(endpoint => HasMethod(endpoint, method) && Matches(StepsOf(endpoint.RoutePattern.RawText!), asked));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static bool HasMethod(RouteEndpoint endpoint, string method) =>
        method is "" || endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(method) is true;

    private static bool Matches(string[] mapped, string[] asked)
    {
        if (asked is [.. var folder, "*"])
            return mapped.Length >= folder.Length && Matches(mapped[..folder.Length], folder);
        return mapped.Length == asked.Length && mapped.Zip(asked).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);
    }

    private static string[] StepsOf(string route) => route.Split('/', StringSplitOptions.RemoveEmptyEntries);
}
