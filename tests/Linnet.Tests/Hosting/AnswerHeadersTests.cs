using System.Net.Http.Headers;
using Linnet.Hosting.OpenApi;
using Linnet.Tests.Fixtures;
using Linnet.Tests.OpenApi;
using Xunit;

namespace Linnet.Tests.Hosting;

/// <summary>Every response has the security headers.</summary>
[Trait("Promise", "S15")]
public sealed class AnswerHeadersTests(SharedLinnet shared) : IClassFixture<SharedLinnet>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_operation_of_the_API_has_them_for_every_caller()
    {
        var person = await shared.Linnet.JoinAsync();
        using var forger = shared.Linnet.ClientFor("forged");
        foreach (var operation in (await ApiDescription.ReadAsync(shared.Linnet.Http)).Operations)
        {
            var path = string.Join('/', operation.Path.Split('/').Select(step => step is "{username}" ? person.Username : step is ['{', ..] ? "1" : step));
            // The forger calls the operations that would end the account or the session.
            foreach (var client in new[] { shared.Linnet.Http, forger, operation.Id is "deleteOwnAccount" or "logOut" ? forger : person.Http })
            {
                using var request = new HttpRequestMessage(operation.Method, path);
                var answer = await client.SendAsync(request, Cancellation);
                AssertHardened(answer, $"{operation}");
                if (operation.NeedsToken)
                    Assert.Contains($"{answer.Headers.CacheControl}", new[] { "no-store", "no-cache, private" });
            }
        }
    }

    [Theory]
    [InlineData("GET", "/nowhere")]
    [InlineData("PATCH", "/tweets/1")]
    [InlineData("GET", "/ws/notifications")]
    [InlineData("GET", "/sse/notifications")]
    [InlineData("GET", "/openapi.json")]
    [InlineData("GET", "/asyncapi.json")]
    [InlineData("GET", "/tweets/%GG")]
    [InlineData("GET", "/assets/nothing.js")]
    public async Task Other_paths_and_methods_have_them_too(string method, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), path);
        AssertHardened(await shared.Linnet.Http.SendAsync(request, Cancellation), path);
    }

    [Fact]
    public async Task Pages_and_their_files_have_them_too()
    {
        foreach (var path in DocsAsset.All.Select(asset => asset.Path).Concat(["/", "/login", "/@ada"]))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
            AssertHardened(await shared.Linnet.Http.SendAsync(request, Cancellation), path);
        }
    }

    [Fact]
    public async Task The_response_to_an_oversized_body_has_them_too()
    {
        using var content = new StringContent(new string(' ', 70_000));
        AssertHardened(await shared.Linnet.Http.PostAsync("/auth/register", content, Cancellation), "413");
    }

    private static void AssertHardened(HttpResponseMessage answer, string what)
    {
        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : $"no {name} from {what}";

        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Contains(Header("Referrer-Policy"), new[] { "no-referrer", "same-origin" });
        var policy = Header("Content-Security-Policy");
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.NotNull(answer.Headers.CacheControl);
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("X-Powered-By"));
    }
}
