using System.Net;
using System.Text.RegularExpressions;
using Linnet.Tests.Fixtures;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.OpenApi;

public sealed partial class ApiDocumentTests
{
    [Fact]
    public async Task Every_route_is_described_except_pages_and_live_connections()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var api = await ApiDescription.ReadAsync(linnet.Http);
        var routes = linnet.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .ToLookup(endpoint => endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null);
        Assert.Equal(
            routes[true].SelectMany(OperationsOf).Order(StringComparer.Ordinal),
            api.Operations.Select(operation => operation.ToString()).Order(StringComparer.Ordinal));
        // No route of the API may be excluded from the document.
        var areas = api.Operations.Select(operation => AreaOf(operation.Path)).Where(area => area is not "").ToHashSet();
        var live = new[] { "/ws/notifications", "/sse/notifications" };
        Assert.DoesNotContain(routes[false], endpoint => !live.Contains(PathOf(endpoint)) && areas.Contains(AreaOf(PathOf(endpoint))));
    }

    [Fact]
    public async Task Every_operation_has_a_unique_name_a_summary_and_a_tag()
    {
        var api = await ReadAsync();
        Assert.Equal(api.Operations.Count(), api.Operations.DistinctBy(operation => operation.Id).Count());
        Assert.All(api.Operations, operation =>
        {
            Assert.Matches(CamelCase(), operation.Id);
            Assert.NotEmpty(operation.Node["summary"]!.GetValue<string>());
            Assert.Contains(
                operation.Node["tags"]!.AsArray().Single()!.GetValue<string>(),
                api.Document["tags"]!.AsArray().Select(tag => tag!["name"]!.GetValue<string>()));
        });
    }

    [Fact]
    public async Task Every_parameter_and_header_is_described()
    {
        var api = await ReadAsync();
        var parameters = api.Operations.SelectMany(operation => operation.Node["parameters"]?.AsArray() ?? []);
        Assert.All(parameters, parameter => Assert.NotEmpty(parameter!["description"]!.GetValue<string>()));
        var headers = api.Operations
            .SelectMany(operation => operation.Node["responses"]!.AsObject())
            .SelectMany(response => response.Value!["headers"]?.AsObject() ?? []);
        Assert.All(headers, header => Assert.NotEmpty(api.Resolve(header.Value!)["description"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Every_path_parameter_occurs_in_its_path()
    {
        var api = await ReadAsync();
        Assert.All(api.Operations, operation =>
            Assert.Equal(
                PathParameter().Matches(operation.Path).Select(match => match.Groups["name"].Value),
                from parameter in operation.Node["parameters"]?.AsArray() ?? []
                where parameter!["in"]!.GetValue<string>() is "path"
                select parameter["name"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Every_body_has_an_example_that_satisfies_its_schema()
    {
        var api = await ReadAsync();
        foreach (var operation in api.Operations)
        {
            var bodies = operation.Bodies.Select(body => body.Content).Concat(operation.Request is { } request ? [request] : []);
            foreach (var content in bodies)
            {
                var examples = content["examples"]?.AsObject().Select(example => example.Value!["value"]).ToList() ?? [content["example"]];
                Assert.All(examples, example =>
                {
                    Assert.NotNull(example);
                    Assert.True(api.FindErrors(content["schema"]!, example) is [], $"{operation}: {string.Join("; ", api.FindErrors(content["schema"]!, example))}");
                });
            }
        }
    }

    [Fact]
    public async Task A_204_has_no_body_and_a_201_has_a_Location()
    {
        var api = await ReadAsync();
        Assert.All(api.Operations.Where(operation => operation.Statuses.Contains("204")), operation =>
            Assert.DoesNotContain("204", operation.Bodies.Select(body => body.Status)));
        Assert.All(api.Operations.Where(operation => operation.Statuses.Contains("201")), operation =>
            Assert.NotNull(operation.Node["responses"]!["201"]!["headers"]!["Location"]));
    }

    [Fact]
    public async Task Exactly_the_operations_declared_to_need_a_token_are_refused_without_one()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var api = await ApiDescription.ReadAsync(linnet.Http);
        foreach (var operation in api.Operations)
        {
            using var request = new HttpRequestMessage(operation.Method, PathParameter().Replace(operation.Path, "1"));
            var answer = await linnet.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(
                operation.NeedsToken == answer.StatusCode is HttpStatusCode.Unauthorized,
                $"{operation} answered {answer.StatusCode} and is declared {(operation.NeedsToken ? "" : "not ")}to need a token");
        }
    }

    [Fact]
    public async Task The_document_does_not_depend_on_the_requested_host()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi.json") { Headers = { Host = "elsewhere.example" } };
        var answer = await linnet.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var document = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("elsewhere.example", document, StringComparison.Ordinal);
        Assert.Contains("\"tokenUrl\": \"/auth/login\"", document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unchanged_document_is_not_sent_again()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var first = await linnet.Http.GetAsync("/openapi.json", TestContext.Current.CancellationToken);
        Assert.Equal("application/json", first.Content.Headers.ContentType!.ToString());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi.json") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        Assert.Equal(HttpStatusCode.NotModified, (await linnet.Http.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
    }

    private static async Task<ApiDescription> ReadAsync()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        return await ApiDescription.ReadAsync(linnet.Http);
    }

    // HEAD is implied by GET.
    private static IEnumerable<string> OperationsOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Where(method => method is not "HEAD").Select(method => $"{method} {PathOf(endpoint)}");

    private static string PathOf(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/');

    private static string AreaOf(string path) => path.Split('/')[1];

    [GeneratedRegex("^[a-z]+([A-Z][a-z]+)*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex CamelCase();

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex PathParameter();
}
