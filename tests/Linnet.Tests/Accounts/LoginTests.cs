using System.Net;
using System.Net.Http.Json;
using Linnet.Accounts.Administration;
using Linnet.Accounts.Sessions;
using Linnet.Storage;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Accounts;

public sealed class LoginTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Database Database => _linnet.Services.GetRequiredService<Database>();

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        await _linnet.JoinAsync("Alice");
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Theory]
    [InlineData("Alice")]
    [InlineData("ALICE")]
    public async Task A_form_and_JSON_log_in_with_a_name_in_any_case(string username)
    {
        foreach (var answer in new[] { await PostFormAsync(username, RunningLinnet.Password), await PostJsonAsync(username, RunningLinnet.Password) })
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.True(answer.Headers.CacheControl!.NoStore);
            var token = await answer.ReadJsonAsync();
            Assert.Equal("bearer", token["token_type"]!.GetValue<string>());
            Assert.Equal(1800, token["expires_in"]!.GetValue<int>());
            Assert.Equal(43, token["refresh_token"]!.GetValue<string>().Length);
            using var http = _linnet.ClientFor(token["access_token"]!.GetValue<string>());
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/users/me", Cancellation)).StatusCode);
        }
    }

    [Theory]
    [Trait("Promise", "S4")]
    [InlineData("alice", "wrong password")]
    [InlineData("alice", "short")]
    [InlineData("alice", "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 and more")]
    [InlineData("nobody", RunningLinnet.Password)]
    [InlineData("alice@example.org", RunningLinnet.Password)]
    [InlineData("a name that nobody can have", RunningLinnet.Password)]
    public async Task A_wrong_name_and_a_wrong_password_look_the_same(string username, string password)
    {
        foreach (var refused in new[] { await PostFormAsync(username, password), await PostJsonAsync(username, password) })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.Equal("Bearer", refused.Headers.WwwAuthenticate.ToString());
            Assert.Equal("Incorrect username or password", (await refused.ReadJsonAsync())["detail"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task A_deactivated_account_is_reported_only_with_the_right_password()
    {
        await _linnet.Services.GetRequiredService<AccountAdministration>().DeactivateAsync(AccountReference.Parse("alice"), Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostJsonAsync("alice", "wrong password")).StatusCode);
        var refused = await PostJsonAsync("alice", RunningLinnet.Password);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("Inactive user", (await refused.ReadJsonAsync())["detail"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("$2b$05$")]
    [InlineData("$2a$05$")]
    public async Task A_hash_of_another_program_logs_in_and_is_upgraded_to_the_current_cost(string prefix)
    {
        await SetHashAsync($"{prefix}Z17AXnnlpzddNUvnC6cZNOSwMA/8oNiKnHTHTwLlBijfucQQlHjaG");
        await _linnet.LogInAsync("alice", "táБℓə");
        Assert.StartsWith("$2b$04$", await ReadHashAsync());
        await _linnet.LogInAsync("alice", "táБℓə");
    }

    [Fact]
    [Trait("Promise", "S6")]
    public async Task A_log_in_that_loses_a_race_with_a_change_of_password_opens_no_session()
    {
        var sessions = _linnet.Services.GetRequiredService<SessionService>();
        var verified = await ReadHashAsync();
        Assert.NotNull(await sessions.OpenAsync(accountId: 1, verified, "test", Cancellation));
        await SetHashAsync("changed in between");
        Assert.Null(await sessions.OpenAsync(accountId: 1, verified, "test", Cancellation));
    }

    [Fact]
    [Trait("Promise", "S6")]
    public async Task A_log_in_that_loses_a_race_with_a_deactivation_opens_no_session()
    {
        await _linnet.Services.GetRequiredService<AccountAdministration>().DeactivateAsync(AccountReference.Parse("alice"), Cancellation);
        var sessions = _linnet.Services.GetRequiredService<SessionService>();
        Assert.Null(await sessions.OpenAsync(accountId: 1, await ReadHashAsync(), "test", Cancellation));
    }

    [Fact]
    public async Task A_log_in_removes_expired_sessions()
    {
        await Database.WriteAsync(db => db.ExecuteAsync("update sessions set expires_at = 1"), Cancellation);
        await _linnet.LogInAsync("alice");
        Assert.Equal(1, await Database.ReadAsync(db => db.QuerySingleAsync<long>("select count(*) from sessions"), Cancellation));
    }

    [Fact]
    [Trait("Promise", "S10")]
    public async Task A_flood_of_log_ins_is_refused_with_503_and_Retry_After()
    {
        await using var small = await RunningLinnet.StartAsync("--passwords:hashingthreads=1", "--passwords:queuelength=1", "--passwords:bcryptcost=12");
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => PostJsonAsync("nobody", "some password", small.Http)));
        Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.ServiceUnavailable));
        var busy = answers.First(answer => answer.StatusCode is HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(busy.Headers.RetryAfter);
        Assert.Equal("busy", (await busy.ReadJsonAsync())["code"]!.GetValue<string>());
    }

    private Task<HttpResponseMessage> PostJsonAsync(string username, string password, HttpClient? http = null) =>
        (http ?? _linnet.Http).PostAsJsonAsync("/auth/login/json", new { username, password }, Cancellation);

    private async Task<HttpResponseMessage> PostFormAsync(string username, string password)
    {
        using var form = new FormUrlEncodedContent([new("grant_type", "password"), new("username", username), new("password", password)]);
        return await _linnet.Http.PostAsync("/auth/login", form, Cancellation);
    }

    private Task<int> SetHashAsync(string hash) =>
        Database.WriteAsync(db => db.ExecuteAsync("update users set hashed_password = @hash", new { hash }), Cancellation);

    private Task<string> ReadHashAsync() =>
        Database.ReadAsync(db => db.QuerySingleAsync<string>("select hashed_password from users"), Cancellation);
}
