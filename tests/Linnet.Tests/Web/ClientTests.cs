using System.Diagnostics;
using System.Text.RegularExpressions;
using Linnet.Hosting.WebClient;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Web;

/// <summary>Checks of the web client that need no browser.</summary>
public sealed partial class ClientTests
{
    private const int MaxBrotliBytes = 90 * 1024;

    private static readonly string Sources = Path.Combine(Repository.Root, "src", "web");

    [Fact]
    public async Task Its_own_tests_pass()
    {
        BuiltWebClient.RequireNode();
        BuiltWebClient.Require();
        var start = new ProcessStartInfo(Requirement.Program("npm"), ["test", "--silent"]) { WorkingDirectory = Sources, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var npm = Process.Start(start)!;
        var error = npm.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await npm.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await npm.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(npm.ExitCode is 0, output + await error);
    }

    [Fact]
    public async Task The_server_serves_all_routes_of_the_client()
    {
        var routes = await File.ReadAllTextAsync(Path.Combine(Sources, "src", "routes.ts"), TestContext.Current.CancellationToken);
        var paths = RoutePath().Matches(routes).Select(match => match.Groups["path"].Value)
            .Where(path => path is not "/" && !path.StartsWith("/:rest", StringComparison.Ordinal))
            .Select(path => RouteParameter().Replace(path, "{${name}}"));
        Assert.Equal(WebClientEndpoints.Screens.Order(StringComparer.Ordinal), paths.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_first_screen_loads_at_most_90_KB_of_JavaScript()
    {
        BuiltWebClient.Require();
        await using var linnet = await RunningLinnet.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Accept.ParseAdd("text/html");
        var page = await (await linnet.Http.SendAsync(request, TestContext.Current.CancellationToken)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var scripts = Script().Matches(page).Select(match => match.Groups["url"].Value).ToList();
        Assert.NotEmpty(scripts);
        linnet.Http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
        var sizes = await Task.WhenAll(scripts.Select(async url => (await linnet.Http.GetByteArrayAsync(url, TestContext.Current.CancellationToken)).Length));
        Assert.InRange(sizes.Sum(), 1, MaxBrotliBytes);
    }

    [Fact]
    [Trait("Promise", "S16")]
    public async Task No_text_becomes_markup()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Sources, "src"), "*", SearchOption.AllDirectories))
            Assert.DoesNotMatch("v-html|innerHTML|insertAdjacentHTML|document\\.write", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [GeneratedRegex("path: '(?<path>[^']+)'", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex RoutePath();

    [GeneratedRegex(":(?<name>[a-z]+)(\\([^)]*\\))?", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex RouteParameter();

    [GeneratedRegex("(src|modulepreload\" crossorigin href)=\"(?<url>/assets/[^\"]+\\.js)\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Script();
}
