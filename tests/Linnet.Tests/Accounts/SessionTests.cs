using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Linnet.Accounts.Administration;
using Linnet.Storage;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Accounts;

public sealed class SessionTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;
    private Person _alice = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        _alice = await _linnet.JoinAsync("alice");
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Theory]
    [Trait("Promise", "S5")]
    [InlineData(null, "Not authenticated", "not_authenticated")]
    [InlineData("Basic YWxpY2U6c2VjcmV0", "Not authenticated", "not_authenticated")]
    [InlineData("Bearer nonsense", "Could not validate credentials", "invalid_token")]
    [InlineData("Bearer a.b.c", "Could not validate credentials", "invalid_token")]
    public async Task A_request_without_a_valid_token_is_refused(string? header, string detail, string code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/users/me");
        request.Headers.TryAddWithoutValidation("Authorization", header);
        var refused = await _linnet.Http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("Bearer", refused.Headers.WwwAuthenticate.ToString());
        var error = await refused.ReadJsonAsync();
        Assert.Equal(detail, error["detail"]!.GetValue<string>());
        Assert.Equal(code, error["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_authorization_scheme_is_case_insensitive()
    {
        var token = await _linnet.LogInAsync("alice");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/users/me");
        request.Headers.TryAddWithoutValidation("Authorization", $"bEARER {Access(token)}");
        Assert.Equal(HttpStatusCode.OK, (await _linnet.Http.SendAsync(request, Cancellation)).StatusCode);
    }

    [Fact]
    [Trait("Promise", "S6")]
    public async Task Logging_out_ends_this_session_and_no_other()
    {
        var other = await _linnet.LogInAsync("alice");
        Assert.Equal(HttpStatusCode.NoContent, (await _alice.PostAsync("/auth/logout")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _alice.GetAsync("/users/me")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusOfMeAsync(other));
    }

    [Fact]
    [Trait("Promise", "S6")]
    public async Task Logging_out_invalidates_the_refresh_token_too()
    {
        var token = await _linnet.LogInAsync("alice");
        using var http = _linnet.ClientFor(Access(token));
        await http.PostAsync("/auth/logout", null, Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, (await RefreshAsync(token)).StatusCode);
    }

    [Fact]
    public async Task Refreshing_gives_new_tokens_to_the_same_session()
    {
        var before = await _linnet.LogInAsync("alice");
        var answer = await RefreshAsync(before);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        var after = await answer.ReadJsonAsync();
        Assert.NotEqual(Refresh(before), Refresh(after));
        Assert.Equal(HttpStatusCode.OK, await StatusOfMeAsync(after));
        Assert.Equal(2, (await _alice.ReadAsync("/auth/sessions")).AsArray().Count);
        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync(after)).StatusCode);
    }

    [Theory]
    [InlineData("", "invalid_token")]
    [InlineData("nonsense", "invalid_token")]
    // The server cannot know whether this token was ever issued, and does not need to.
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "session_ended")]
    public async Task An_unknown_refresh_token_is_refused(string token, string code)
    {
        var refused = await RefreshAsync(new JsonObject { ["refresh_token"] = token });
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(
            $$"""{"detail":"Could not validate credentials","code":"{{code}}"}""", (await refused.ReadJsonAsync()).ToJsonString());
    }

    [Fact]
    [Trait("Promise", "S5")]
    public async Task Only_a_genuine_token_is_refused_with_the_reason()
    {
        using var expired = _linnet.ClientFor(await ShortLivedToken.IssueAsync(_linnet, _alice, TimeSpan.FromMinutes(-1)));
        Assert.Equal("token_expired", await CodeAsync(expired));
        using var forged = _linnet.ClientFor($"{_alice.Token[..^4]}AAAA");
        Assert.Equal("invalid_token", await CodeAsync(forged));
        await _alice.PostAsync("/auth/logout");
        Assert.Equal("session_ended", await CodeAsync(_alice.Http));

        static async Task<string?> CodeAsync(HttpClient http)
        {
            var refused = await http.GetAsync("/users/me", Cancellation);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            var error = await refused.ReadJsonAsync();
            Assert.Equal("Could not validate credentials", (string?)error["detail"]);
            return (string?)error["code"];
        }
    }

    [Fact]
    [Trait("Promise", "S5")]
    public async Task An_expired_session_invalidates_both_of_its_tokens()
    {
        var token = await _linnet.LogInAsync("alice");
        await WriteAsync("update sessions set expires_at = 1");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOfMeAsync(token));
        Assert.Equal(HttpStatusCode.Unauthorized, (await RefreshAsync(token)).StatusCode);
    }

    [Fact]
    public async Task Sessions_are_listed_with_the_client_that_opened_them()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/login/json");
        request.Content = JsonContent.Create(new { username = "alice", password = RunningLinnet.Password });
        request.Headers.TryAddWithoutValidation("User-Agent", $"phone/{new string('1', 300)}");
        (await _linnet.Http.SendAsync(request, Cancellation)).EnsureSuccessStatusCode();

        var sessions = (await _alice.ReadAsync("/auth/sessions")).AsArray();

        Assert.Equal([true, false], sessions.Select(session => session!["is_current"]!.GetValue<bool>()));
        Assert.Equal(["", $"phone/{new string('1', 194)}"], sessions.Select(session => session!["client"]!.GetValue<string>()));
        Assert.All(sessions, session => Assert.EndsWith("Z", session!["expires_at"]!.GetValue<string>()));
    }

    [Fact]
    [Trait("Promise", "S1")]
    public async Task A_session_can_be_ended_only_by_its_own_account()
    {
        var token = await _linnet.LogInAsync("alice");
        var id = (await _alice.ReadAsync("/auth/sessions"))[1]!["id"]!.GetValue<long>();
        var bob = await _linnet.JoinAsync("bob");

        var refused = await bob.DeleteAsync($"/auth/sessions/{id}");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Equal("Session not found", (await refused.ReadJsonAsync())["detail"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, await StatusOfMeAsync(token));

        Assert.Equal(HttpStatusCode.NoContent, (await _alice.DeleteAsync($"/auth/sessions/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOfMeAsync(token));
        Assert.Equal(HttpStatusCode.NotFound, (await _alice.DeleteAsync($"/auth/sessions/{id}")).StatusCode);
    }

    [Fact]
    [Trait("Promise", "S6")]
    public async Task Deactivation_ends_every_session_permanently()
    {
        var administration = _linnet.Services.GetRequiredService<AccountAdministration>();
        var token = await _linnet.LogInAsync("alice");
        Assert.False((await administration.DeactivateAsync(AccountReference.Parse("ALICE"), Cancellation))!.IsActive);
        var refused = await _alice.GetAsync("/users/me");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("Inactive user", (await refused.ReadJsonAsync())["detail"]!.GetValue<string>());

        Assert.True((await administration.ActivateAsync(AccountReference.Parse("alice"), Cancellation))!.IsActive);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _alice.GetAsync("/users/me")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await RefreshAsync(token)).StatusCode);
        Assert.Null(await administration.ActivateAsync(AccountReference.Parse("nobody"), Cancellation));
    }

    [Fact]
    public async Task Sessions_survive_a_restart()
    {
        using var folder = new TempFolder();
        var database = $"--database={folder.File("kept.db")}";
        JsonNode token;
        await using (var first = await RunningLinnet.StartAsync(database))
        {
            await first.JoinAsync("alice");
            token = await first.LogInAsync("alice");
        }
        await using var second = await RunningLinnet.StartAsync(database);
        using var http = second.ClientFor(Access(token));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/users/me", Cancellation)).StatusCode);
    }

    private static string Access(JsonNode token) => token["access_token"]!.GetValue<string>();

    private static string Refresh(JsonNode token) => token["refresh_token"]!.GetValue<string>();

    private Task<HttpResponseMessage> RefreshAsync(JsonNode token) =>
        _linnet.Http.PostAsJsonAsync("/auth/refresh", new { refresh_token = Refresh(token) }, Cancellation);

    private async Task<HttpStatusCode> StatusOfMeAsync(JsonNode token)
    {
        using var http = _linnet.ClientFor(Access(token));
        return (await http.GetAsync("/users/me", Cancellation)).StatusCode;
    }

    private Task<int> WriteAsync(string sql) =>
        _linnet.Services.GetRequiredService<Database>().WriteAsync(db => db.ExecuteAsync(sql), Cancellation);
}
