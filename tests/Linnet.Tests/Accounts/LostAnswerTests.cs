using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Linnet.Storage;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Accounts;

/// <summary>A refresh token is valid for one use, plus retries by a client that lost the response.</summary>
[Trait("Promise", "S7")]
public sealed class LostAnswerTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;
    private string _first = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        await _linnet.JoinAsync("alice");
        _first = Refresh(await _linnet.LogInAsync("alice"));
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task A_client_that_lost_the_response_gets_the_same_successor_again()
    {
        var lost = await RenewAsync(_first);
        var again = await RenewAsync(_first);
        Assert.Equal(Refresh(lost), Refresh(again));
        await RenewAsync(Refresh(again));
    }

    [Fact]
    public async Task After_half_a_minute_a_spent_token_ends_its_session()
    {
        var current = await RenewAsync(_first);
        await AgeAsync(seconds: 31);
        await AssertEndedAsync(await SendAsync(_first));
        await AssertEndedAsync(await SendAsync(Refresh(current)));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOfMeAsync(current));
    }

    [Fact]
    public async Task Retries_do_not_extend_the_half_minute()
    {
        await RenewAsync(_first);
        await AgeAsync(seconds: 20);
        await RenewAsync(_first);
        await AgeAsync(seconds: 20);
        await AssertEndedAsync(await SendAsync(_first));
    }

    [Fact]
    public async Task Another_client_with_a_spent_token_ends_the_session_at_once()
    {
        var current = await RenewAsync(_first, "phone/1");
        await AssertEndedAsync(await SendAsync(_first, "thief/1"));
        await AssertEndedAsync(await SendAsync(Refresh(current), "phone/1"));
    }

    [Fact]
    public async Task A_token_whose_successor_was_used_ends_the_session_at_once()
    {
        var second = await RenewAsync(_first);
        var third = await RenewAsync(Refresh(second));
        await AssertEndedAsync(await SendAsync(_first));
        await AssertEndedAsync(await SendAsync(Refresh(third)));
    }

    [Fact]
    public async Task Of_ten_concurrent_uses_by_one_client_one_rotates_and_all_get_its_successor()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => RenewAsync(_first)));
        var successor = Assert.Single(answers.Select(Refresh).Distinct());
        await RenewAsync(successor);
    }

    [Fact]
    public async Task Of_ten_concurrent_uses_by_ten_clients_one_wins_and_the_session_ends()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => SendAsync(_first, $"client/{number}")));
        var winner = Assert.Single(answers, answer => answer.StatusCode is HttpStatusCode.OK);
        Assert.Equal(9, answers.Count(answer => answer.StatusCode is HttpStatusCode.Unauthorized));
        await AssertEndedAsync(await SendAsync(Refresh(await winner.ReadJsonAsync())));
    }

    [Fact]
    public async Task Two_sessions_have_different_successors()
    {
        var other = await RenewAsync(Refresh(await _linnet.LogInAsync("alice")));
        Assert.NotEqual(Refresh(await RenewAsync(_first)), Refresh(other));
    }

    [Fact]
    public async Task Another_node_gives_the_same_successor()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await nodes.A.JoinAsync("alice");
        var first = Refresh(await nodes.A.LogInAsync("alice"));
        var lost = await nodes.A.Http.PostAsJsonAsync("/auth/refresh", new { refresh_token = first }, Cancellation);
        var again = await nodes.B.Http.PostAsJsonAsync("/auth/refresh", new { refresh_token = first }, Cancellation);
        Assert.Equal(Refresh(await lost.ReadJsonAsync()), Refresh(await again.ReadJsonAsync()));
    }

    private static string Refresh(JsonNode token) => token["refresh_token"]!.GetValue<string>();

    private static async Task AssertEndedAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("session_ended", (string?)(await answer.ReadJsonAsync())["code"]);
    }

    private async Task<JsonNode> RenewAsync(string token, string client = "phone/1")
    {
        var answer = await SendAsync(token, client);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.ReadJsonAsync();
    }

    private async Task<HttpResponseMessage> SendAsync(string token, string client = "phone/1")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/refresh") { Content = JsonContent.Create(new { refresh_token = token }) };
        request.Headers.TryAddWithoutValidation("User-Agent", client);
        return await _linnet.Http.SendAsync(request, Cancellation);
    }

    private async Task<HttpStatusCode> StatusOfMeAsync(JsonNode token)
    {
        using var http = _linnet.ClientFor((string?)token["access_token"]);
        return (await http.GetAsync("/users/me", Cancellation)).StatusCode;
    }

    /// <summary>Backdates the last refresh, in place of waiting.</summary>
    private Task<int> AgeAsync(int seconds) =>
        _linnet.Services.GetRequiredService<Database>().WriteAsync(
            db => db.ExecuteAsync("update sessions set last_used_at = last_used_at - @age", new { age = seconds * 1_000_000L }), Cancellation);
}
