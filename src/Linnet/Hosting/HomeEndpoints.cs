using System.Text.Json.Serialization;
using Linnet.Common;
using Linnet.Hosting.Probes;
using Linnet.Hosting.WebClient;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Hosting;

/// <summary>The start page and the index of the API.</summary>
internal static class HomeEndpoints
{
    private static readonly ApiIndex Index = new(
        "Linnet, a microblog server", LinnetVersion.Text, "/docs", new ApiAreas("/auth", "/users", "/tweets", "/ws"));

    public static void MapHome(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", GetIndex).OrPageForBrowsers().WithName("getIndex").WithTags("service");
    }

    /// <summary>Get the index of the API</summary>
    internal static Ok<ApiIndex> GetIndex() => TypedResults.Ok(Index);
}

internal sealed record ApiIndex(string Message, string Version, string Docs, ApiAreas Endpoints);

/// <summary>The base path of each part of the API.</summary>
internal sealed record ApiAreas(string Auth, string Users, string Tweets, string Websocket);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ApiIndex))]
[JsonSerializable(typeof(Health))]
internal sealed partial class HostingJson : JsonSerializerContext;
