using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Linnet.Tests.Web;
using Xunit;

namespace Linnet.Tests.Contract;

/// <summary>What the contract promises and a row of a table cannot say.</summary>
public sealed class WireDetailTests(SharedLinnet shared) : IClassFixture<SharedLinnet>
{
    private RunningLinnet Linnet => shared.Linnet;

    [Fact]
    public async Task An_access_token_is_a_JWT_that_names_the_account()
    {
        var person = await Linnet.JoinAsync("jwt_owner");
        var token = await Linnet.LogInAsync("jwt_owner");
        var parts = token["access_token"]!.GetValue<string>().Split('.');
        var (header, claims) = (Decode(parts[0]), Decode(parts[1]));
        Assert.Equal("HS256", header["alg"]!.GetValue<string>());
        Assert.Equal(person.Id.ToString(), claims["sub"]!.GetValue<string>());
        Assert.All(["iat", "exp", "iss", "aud", "jti"], claim => Assert.NotNull(claims[claim]));
        Assert.Equal(token["expires_in"]!.GetValue<long>(), claims["exp"]!.GetValue<long>() - claims["iat"]!.GetValue<long>());
        Assert.DoesNotContain("jwt_owner", claims.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_was_tampered_with_is_refused()
    {
        await Linnet.JoinAsync("tampered");
        var parts = (await Linnet.LogInAsync("tampered"))["access_token"]!.GetValue<string>().Split('.');
        var claims = Decode(parts[1]);
        claims["sub"] = "999999";
        var forged = $"{parts[0]}.{Encode(claims)}.{parts[2]}";
        using var forger = Linnet.ClientFor(forged);
        var answer = await forger.GetAsync("/users/me", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task An_edit_moves_updated_at_alone_and_reads_show_the_times_of_the_write()
    {
        var author = await Linnet.JoinAsync("editor");
        var posted = await (await author.PostAsync("/tweets/", new { content = "Helo" })).ReadJsonAsync();
        var path = $"/tweets/{posted["id"]}";
        Assert.Equal(TimeOf(posted, "created_at"), TimeOf(posted, "updated_at"));
        var edited = await (await author.PutAsync(path, new { content = "Hello" })).ReadJsonAsync();
        var read = await author.ReadAsync(path);
        Assert.Equal(TimeOf(posted, "created_at"), TimeOf(edited, "created_at"));
        Assert.True(string.CompareOrdinal(TimeOf(posted, "updated_at"), TimeOf(edited, "updated_at")) < 0);
        Assert.Equal(edited.ToJsonString(), read.ToJsonString());
    }

    [Fact]
    public async Task A_422_shows_what_was_sent()
    {
        var person = await Linnet.JoinAsync("sender");
        var answer = await person.PostAsync("/tweets/?", new { content = 5, reply_to_id = "x" });
        var entries = (await answer.ReadJsonAsync())["detail"]!.AsArray();
        Assert.Equal(["5", "\"x\""], entries.Select(entry => entry!["input"]!.ToJsonString()));
        var query = await (await person.GetAsync("/tweets/?limit=many")).ReadJsonAsync();
        Assert.Equal("many", query["detail"]![0]!["input"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_method_that_is_not_allowed_is_answered_with_those_that_are()
    {
        var answer = await Linnet.Http.PutAsync(new Uri("/tweets/1/like", UriKind.Relative), content: null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["DELETE", "POST"], answer.Content.Headers.Allow.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/docs", "text/html")]
    [InlineData("/docs/", "text/html")]
    [InlineData("/redoc", "text/html")]
    [InlineData("/redoc/", "text/html")]
    [InlineData("/openapi.json", "application/json")]
    public async Task The_documentation_is_open_to_all(string path, string mediaType)
    {
        var answer = await Linnet.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(mediaType, answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", "text/html")]
    [InlineData("application/json", "application/json")]
    [InlineData("*/*", "application/json")]
    public async Task The_welcome_is_a_page_for_browsers_and_JSON_for_programs(string accept, string mediaType)
    {
        if (mediaType is "text/html")
            BuiltWebClient.Require();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        var answer = await Linnet.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(mediaType, answer.Content.Headers.ContentType?.MediaType);
    }

    private static string TimeOf(JsonNode tweet, string member) => tweet[member]!.GetValue<string>();

    private static JsonNode Decode(string part) => JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(part))!;

    private static string Encode(JsonNode part) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
