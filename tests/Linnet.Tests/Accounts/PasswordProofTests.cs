using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Linnet.Storage;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Accounts;

/// <summary>A token alone is not enough to take over or delete an account.</summary>
[Trait("Promise", "S6")]
public sealed class PasswordProofTests : IAsyncLifetime
{
    private const string Next = "another good password";

    private RunningLinnet _linnet = null!;
    private Person _alice = null!;

    public static TheoryData<string> Takeovers => ["password", "email", "deletion"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        _alice = await _linnet.JoinAsync("alice");
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Theory]
    [MemberData(nameof(Takeovers))]
    public async Task Long_after_its_log_in_a_session_needs_the_current_password(string what)
    {
        await AgeProofsAsync(minutes: 11);
        await AssertRefusedAsync(await TakeAsync(what, currentPassword: null), "current_password_required");
        await AssertRefusedAsync(await TakeAsync(what, "wrong password"), "wrong_password");
        await _linnet.LogInAsync("alice");
        Assert.True((await TakeAsync(what, RunningLinnet.Password)).IsSuccessStatusCode);
    }

    [Theory]
    [MemberData(nameof(Takeovers))]
    public async Task Soon_after_its_log_in_a_session_does_not_need_the_current_password(string what) =>
        Assert.True((await TakeAsync(what, currentPassword: null)).IsSuccessStatusCode);

    [Theory]
    [MemberData(nameof(Takeovers))]
    public async Task A_wrong_password_is_refused_even_soon_after_the_log_in(string what) =>
        await AssertRefusedAsync(await TakeAsync(what, "wrong password"), "wrong_password");

    [Fact]
    public async Task A_session_that_sent_the_password_does_not_need_it_again_for_a_while()
    {
        await AgeProofsAsync(minutes: 11);
        Assert.True((await TakeAsync("email", RunningLinnet.Password)).IsSuccessStatusCode);
        Assert.True((await TakeAsync("deletion", currentPassword: null)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task The_log_in_of_another_session_proves_nothing_for_this_one()
    {
        await AgeProofsAsync(minutes: 11);
        await _linnet.LogInAsync("alice");
        await AssertRefusedAsync(await TakeAsync("password", currentPassword: null), "current_password_required");
    }

    [Fact]
    public async Task A_profile_with_the_same_address_needs_no_password()
    {
        await AgeProofsAsync(minutes: 11);
        var answer = await _alice.PutAsync("/users/me", new { email = "ALICE@example.org", bio = "Sings." });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Without_a_grace_period_the_password_is_always_required()
    {
        await using var strict = await RunningLinnet.StartAsync("--accounts:passwordgraceminutes=0");
        var ben = await strict.JoinAsync("ben");
        await AssertRefusedAsync(await ben.PutAsync("/users/me", new { password = Next }), "current_password_required");
        Assert.Equal(HttpStatusCode.OK, (await ben.PutAsync("/users/me", new { password = Next, current_password = RunningLinnet.Password })).StatusCode);
    }

    [Fact]
    public async Task Guesses_share_the_limit_of_log_ins()
    {
        await using var limited = await RunningLinnet.StartAsync("--ratelimits:enabled=true", "--ratelimits:loginspernameandaddress=4");
        var ben = await limited.JoinAsync("ben");
        for (var guess = 0; guess < 3; guess++)
            await AssertRefusedAsync(await ben.PutAsync("/users/me", new { password = Next, current_password = $"guess {guess}" }), "wrong_password");
        var refused = await ben.PutAsync("/users/me", new { password = Next, current_password = RunningLinnet.Password });
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        var login = await limited.Http.PostAsJsonAsync("/auth/login/json", new { username = "ben", password = RunningLinnet.Password }, Cancellation);
        Assert.Equal(HttpStatusCode.TooManyRequests, login.StatusCode);
    }

    [Fact]
    public async Task A_deletion_without_a_body_or_with_null_counts_as_one_without_members()
    {
        await AgeProofsAsync(minutes: 11);
        foreach (var body in new[] { null, "null", "{}" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Delete, "/users/me");
            request.Content = body is null ? null : new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
            await AssertRefusedAsync(await _alice.Http.SendAsync(request, Cancellation), "current_password_required");
        }
        using var list = new HttpRequestMessage(HttpMethod.Delete, "/users/me") { Content = JsonContent.Create(new[] { 1 }) };
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _alice.Http.SendAsync(list, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_new_password_replaces_the_refresh_token_of_its_session()
    {
        var token = await _linnet.LogInAsync("alice");
        using var http = _linnet.ClientFor((string?)token["access_token"]);
        var changed = await http.PutAsJsonAsync("/users/me", new { password = Next }, Cancellation);
        var replaced = changed.EnsureSuccessStatusCode().Headers.GetValues("Linnet-Refresh-Token").Single();
        Assert.Null((await changed.ReadJsonAsync())["refresh_token"]);

        // The old token is invalid, and using it does not affect the session.
        Assert.Equal(HttpStatusCode.Unauthorized, (await RefreshAsync((string)token["refresh_token"]!)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/users/me", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync(replaced)).StatusCode);
    }

    [Fact]
    public async Task An_account_has_ten_attempts_a_day_to_change_its_address()
    {
        await using var limited = await RunningLinnet.StartAsync("--ratelimits:enabled=true");
        var ben = await limited.JoinAsync("ben");
        await limited.JoinAsync("cyd");
        for (var attempt = 0; attempt < 10; attempt++)
            Assert.Equal(HttpStatusCode.BadRequest, (await ben.PutAsync("/users/me", new { email = "cyd@example.org" })).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await ben.PutAsync("/users/me", new { email = "cyd@example.org" })).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await ben.PutAsync("/users/me", new { email = "nobody@example.org" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ben.PutAsync("/users/me", new { bio = "Still here.", email = "ben@example.org" })).StatusCode);
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage answer, string code)
    {
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(code, (string?)(await answer.ReadJsonAsync())["code"]);
    }

    private async Task<HttpResponseMessage> TakeAsync(string what, string? currentPassword)
    {
        var body = new JsonObject();
        if (currentPassword is not null)
            body["current_password"] = currentPassword;
        if (what is "password")
            body["password"] = Next;
        if (what is "email")
            body["email"] = "mallory@example.org";
        using var request = new HttpRequestMessage(what is "deletion" ? HttpMethod.Delete : HttpMethod.Put, "/users/me") { Content = JsonContent.Create(body) };
        return await _alice.Http.SendAsync(request, Cancellation);
    }

    private Task<HttpResponseMessage> RefreshAsync(string token) =>
        _linnet.Http.PostAsJsonAsync("/auth/refresh", new { refresh_token = token }, Cancellation);

    /// <summary>Backdates all proofs, in place of waiting.</summary>
    private Task<int> AgeProofsAsync(int minutes) =>
        _linnet.Services.GetRequiredService<Database>().WriteAsync(
            db => db.ExecuteAsync("update sessions set proved_at = proved_at - @age", new { age = minutes * 60_000_000L }), Cancellation);
}
