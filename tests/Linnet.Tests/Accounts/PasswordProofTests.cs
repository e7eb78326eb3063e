using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Linnet.Storage;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Accounts;

/// <summary>A token alone does not take an account from its owner.</summary>
[Trait("Promise", "S6")]
public sealed class PasswordProofTests : IAsyncLifetime
{
    private const string Next = "another good password";

    private RunningLinnet _linnet = null!;
    private Person _alice = null!;

    public static TheoryData<string> Takings => ["password", "email", "deletion"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        _alice = await _linnet.JoinAsync("alice");
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Theory]
    [MemberData(nameof(Takings))]
    public async Task Long_after_its_log_in_a_session_has_to_send_the_current_password(string what)
    {
        await AgeProofsAsync(minutes: 11);
        await AssertRefusedAsync(await TakeAsync(what, currentPassword: null), "current_password_required");
        await AssertRefusedAsync(await TakeAsync(what, "wrong password"), "wrong_password");
        await _linnet.LogInAsync("alice");
        Assert.True((await TakeAsync(what, RunningLinnet.Password)).IsSuccessStatusCode);
    }

    [Theory]
    [MemberData(nameof(Takings))]
    public async Task Soon_after_its_log_in_a_session_need_not(string what) =>
        Assert.True((await TakeAsync(what, currentPassword: null)).IsSuccessStatusCode);

    [Theory]
    [MemberData(nameof(Takings))]
    public async Task A_wrong_password_is_refused_even_then(string what) =>
        await AssertRefusedAsync(await TakeAsync(what, "wrong password"), "wrong_password");

    [Fact]
    public async Task A_session_that_gave_the_password_need_not_give_it_again_for_a_while()
    {
        await AgeProofsAsync(minutes: 11);
        Assert.True((await TakeAsync("email", RunningLinnet.Password)).IsSuccessStatusCode);
        Assert.True((await TakeAsync("deletion", currentPassword: null)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Anothers_log_in_proves_nothing_for_this_session()
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
    public async Task Without_a_grace_the_password_is_always_asked_for()
    {
        await using var strict = await RunningLinnet.StartAsync("--accounts:passwordgraceminutes=0");
        var ben = await strict.JoinAsync("ben");
        await AssertRefusedAsync(await ben.PutAsync("/users/me", new { password = Next }), "current_password_required");
        Assert.Equal(HttpStatusCode.OK, (await ben.PutAsync("/users/me", new { password = Next, current_password = RunningLinnet.Password })).StatusCode);
    }

    [Fact]
    public async Task Guesses_count_with_those_at_the_log_in()
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
    public async Task A_deletion_without_a_body_or_with_null_is_as_good_as_one_with_none_of_its_members()
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
    public async Task A_new_password_replaces_the_refresh_token_of_the_session_that_made_it()
    {
        var token = await _linnet.LogInAsync("alice");
        using var http = _linnet.ClientFor((string?)token["access_token"]);
        var changed = await http.PutAsJsonAsync("/users/me", new { password = Next }, Cancellation);
        var replaced = changed.EnsureSuccessStatusCode().Headers.GetValues("Linnet-Refresh-Token").Single();
        Assert.Null((await changed.ReadJsonAsync())["refresh_token"]);

        // A copy of the old one is worth nothing, and using it does not hurt the session.
        Assert.Equal(HttpStatusCode.Unauthorized, (await RefreshAsync((string)token["refresh_token"]!)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/users/me", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync(replaced)).StatusCode);
    }

    [Fact]
    public async Task Ten_address_changes_a_day_are_all_that_are_tried()
    {
        await using var limited = await RunningLinnet.StartAsync("--ratelimits:enabled=true");
        var ben = await limited.JoinAsync("ben");
        await limited.JoinAsync("cyd");
        for (var tries = 0; tries < 10; tries++)
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

    /// <summary>Makes all proofs older, as waiting would.</summary>
    private Task<int> AgeProofsAsync(int minutes) =>
        _linnet.Services.GetRequiredService<Database>().WriteAsync(
            db => db.ExecuteAsync("update sessions set proved_at = proved_at - @age", new { age = minutes * 60_000_000L }), Cancellation);
}
