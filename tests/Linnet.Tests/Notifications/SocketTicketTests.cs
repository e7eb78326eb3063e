using System.Net;
using Linnet.Accounts.Administration;
using Linnet.Storage;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Notifications;

/// <summary>What opens a live connection in place of the access token: a ticket for one use.</summary>
public sealed class SocketTicketTests : IAsyncLifetime
{
    private static readonly Dictionary<string, Func<RunningLinnet, Person, Task>> SessionEnds = new()
    {
        ["log-out"] = (_, ada) => ada.PostAsync("/auth/logout"),
        ["deletion"] = (_, ada) => ada.DeleteAsync("/users/me"),
        ["deactivation"] = (linnet, _) =>
            linnet.Services.GetRequiredService<AccountAdministration>().DeactivateAsync(AccountReference.Parse("ada"), TestContext.Current.CancellationToken),
    };

    private RunningLinnet _linnet = null!;
    private Person _ada = null!;

    public static TheoryData<string> SessionEndNames => [.. SessionEnds.Keys];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        _ada = await _linnet.JoinAsync("ada");
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task A_ticket_opens_one_socket()
    {
        var ticket = await GetTicketAsync(_ada);
        await using (var client = await LiveClient.OpenAsync(_linnet.Address, $"ticket={ticket}"))
            Assert.Equal("connection_established", (string?)(await client.ReceiveAsync())["type"]);
        await AssertRefusedAsync(ticket);
    }

    [Fact]
    public async Task Or_one_stream()
    {
        var ticket = await GetTicketAsync(_ada);
        using var stream = await _linnet.Http.GetAsync($"/sse/notifications?ticket={ticket}", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal("text/event-stream", stream.Content.Headers.ContentType?.MediaType);
        await AssertRefusedAsync(ticket);
    }

    [Fact]
    public async Task Of_ten_who_use_one_ticket_at_once_one_is_let_in()
    {
        var ticket = await GetTicketAsync(_ada);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            _linnet.Http.GetAsync($"/sse/notifications?ticket={ticket}", HttpCompletionOption.ResponseHeadersRead, Cancellation)));
        Assert.Single(answers, answer => answer.StatusCode is HttpStatusCode.OK);
        Assert.Equal(9, answers.Count(answer => answer.StatusCode is HttpStatusCode.Unauthorized));
        foreach (var answer in answers)
            answer.Dispose();
    }

    [Fact]
    public async Task A_ticket_ends_after_half_a_minute()
    {
        var answer = await (await _ada.PostAsync("/ws/ticket")).EnsureSuccessStatusCode().ReadJsonAsync();
        Assert.Equal(30, answer["expires_in"]!.GetValue<long>());
        await _linnet.Services.GetRequiredService<Database>().WriteAsync(
            db => db.ExecuteAsync("update socket_tickets set expires_at = expires_at - 30000000"), Cancellation);
        await AssertRefusedAsync((string)answer["ticket"]!);
    }

    [Theory]
    [Trait("Promise", "S6")]
    [MemberData(nameof(SessionEndNames))]
    public async Task A_ticket_ends_with_its_session(string how)
    {
        var ticket = await GetTicketAsync(_ada);
        await SessionEnds[how](_linnet, _ada);
        await AssertRefusedAsync(ticket);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task What_was_never_a_ticket_is_refused(string ticket) => await AssertRefusedAsync(ticket);

    [Fact]
    public async Task A_ticket_is_no_token_and_a_token_no_ticket()
    {
        var ticket = await GetTicketAsync(_ada);
        using var http = _linnet.ClientFor(ticket);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/users/me", Cancellation)).StatusCode);
        await AssertRefusedAsync(_ada.Token);
        // Neither used it up.
        await using var client = await LiveClient.OpenAsync(_linnet.Address, $"ticket={ticket}");
    }

    [Fact]
    public async Task A_connection_lasts_as_long_as_the_token_its_ticket_was_asked_for_with()
    {
        using var http = _linnet.ClientFor(await ShortLivedToken.IssueAsync(_linnet, _ada, TimeSpan.FromSeconds(3)));
        var ticket = await GetTicketAsync(_ada with { Http = http });
        await using var client = await LiveClient.OpenAsync(_linnet.Address, $"ticket={ticket}");
        await client.ReceiveCloseAsync();
        Assert.Equal("the token has run out", client.Socket.CloseStatusDescription);
    }

    [Fact]
    public async Task A_ticket_of_one_node_is_good_for_one_use_on_all()
    {
        await using var nodes = await TwoNodes.StartAsync();
        var (atA, _) = await nodes.JoinAsync();
        var ticket = await GetTicketAsync(atA);
        await using var client = await LiveClient.OpenAsync(nodes.B.Address, $"ticket={ticket}");
        Assert.Equal("connection_established", (string?)(await client.ReceiveAsync())["type"]);
        var again = await nodes.A.Http.GetAsync($"/sse/notifications?ticket={ticket}", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
    }

    private static async Task<string> GetTicketAsync(Person person) =>
        (string)(await (await person.PostAsync("/ws/ticket")).EnsureSuccessStatusCode().ReadJsonAsync())["ticket"]!;

    private async Task AssertRefusedAsync(string ticket)
    {
        var refused = await _linnet.Http.GetAsync($"/sse/notifications?ticket={Uri.EscapeDataString(ticket)}", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("invalid_ticket", (string?)(await refused.ReadJsonAsync())["code"]);
    }
}
