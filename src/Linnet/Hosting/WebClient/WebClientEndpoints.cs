namespace Linnet.Hosting.WebClient;

/// <summary>The URLs of the web client besides <c>/</c>: its screens, which users share as links, and its assets.</summary>
internal static class WebClientEndpoints
{
    // An asset's name contains the hash of its content.
    private const string Forever = "public, max-age=31536000, immutable";

    /// <summary>None of them is a path of the API. <c>src/web/src/routes.ts</c> has the same list, and a test compares them.</summary>
    public static readonly IReadOnlyList<string> Screens =
    [
        "/login", "/signup", "/explore", "/people", "/inbox", "/inbox/requests", "/settings", "/settings/blocks", "/settings/mutes", "/settings/filters", "/settings/transfer",
        "/my/bookmarks", "/my/drafts", "/my/scheduled", "/my/lists", "/list/{id}", "/list/{id}/members",
        "/messages", "/messages/requests", "/messages/{id}",
        "/tweet/{id}", "/tweet/{id}/likes", "/tweet/{id}/reposts", "/tweet/{id}/quotes", "/tweet/{id}/hidden", "/tweet/{id}/history",
        "/tag/{tag}", "/@{username}", "/@{username}/followers", "/@{username}/following",
    ];

    public static void MapWebClient(this IEndpointRouteBuilder routes)
    {
        foreach (var screen in Screens)
            routes.MapGet(screen, () => TypedResults.NotFound()).OrPageForBrowsers().ExcludeFromDescription();
        routes.MapGet("/assets/{file}", GetAsset).ExcludeFromDescription();
    }

    private static IResult GetAsset(string file, HttpContext http) =>
        WebFiles.Embedded.Find($"assets/{file}") is { } asset ? asset.Answer(http, Forever) : TypedResults.NotFound();
}
