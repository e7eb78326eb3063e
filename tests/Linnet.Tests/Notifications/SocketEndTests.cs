using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using Linnet.Accounts.Administration;
using Linnet.Realtime;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Notifications;

/// <summary>When a connection ends that its client would have kept.</summary>
public sealed class SocketEndTests : IAsyncLifetime
{
    private static readonly TimeSpan AtLatest = TimeSpan.FromSeconds(2);

    // This machine may be busy with something else just then.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<string, Func<RunningLinnet, Person, Task>> SessionEnds = new()
    {
        ["log-out"] = async (_, ada) => await ada.PostAsync("/auth/logout"),
        ["deletion of the account"] = async (_, ada) => await ada.DeleteAsync("/users/me"),
        ["deactivation"] = (linnet, _) =>
            linnet.Services.GetRequiredService<AccountAdministration>().DeactivateAsync(AccountReference.Parse("ada"), TestContext.Current.CancellationToken),
        ["a new password, from another session"] = async (linnet, _) =>
        {
            using var other = linnet.ClientFor((string?)(await linnet.LogInAsync("ada"))["access_token"]);
            await other.PutAsJsonAsync("/users/me", new { password = "another good password" }, TestContext.Current.CancellationToken);
        },
    };

    private RunningLinnet _linnet = null!;
    private Person _ada = null!;

    public static TheoryData<string> SessionEndNames => [.. SessionEnds.Keys];

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        _ada = await _linnet.JoinAsync("ada");
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    [Trait("Promise", "W3")]
    public async Task A_socket_ends_with_its_token()
    {
        var token = await ShortLivedToken.IssueAsync(_linnet, _ada, TimeSpan.FromSeconds(3));
        var watch = Stopwatch.StartNew();
        await using var client = await LiveClient.OpenAsync(_linnet.Address, $"token={token}");
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await client.ReceiveCloseAsync());
        Assert.Equal("the token has run out", client.Socket.CloseStatusDescription);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3) + AtLatest + Grace);
    }

    [Fact]
    [Trait("Promise", "W3")]
    public async Task So_does_a_stream()
    {
        var token = await ShortLivedToken.IssueAsync(_linnet, _ada, TimeSpan.FromSeconds(3));
        using var stream = await EventStream.OpenAsync(_ada with { Http = _linnet.ClientFor(token) });
        Assert.Equal("connection_established", (string?)(await stream.ReadAsync())!.Message!["type"]);
        Assert.Null(await stream.ReadAsync());
    }

    [Theory]
    [Trait("Promise", "S6")]
    [MemberData(nameof(SessionEndNames))]
    public async Task A_socket_ends_within_two_seconds_of_its_session(string how)
    {
        await using var client = await LiveClient.ConnectAsync(_ada);
        await SessionEnds[how](_linnet, _ada);
        var watch = Stopwatch.StartNew();
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await client.ReceiveCloseAsync());
        Assert.Equal(how is "deactivation" ? "the account was deactivated" : "the session has ended", client.Socket.CloseStatusDescription);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, AtLatest + Grace);
        Figures.Record($"{how}: closed after {watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    [Trait("Promise", "S6")]
    public async Task Sockets_of_other_sessions_go_on()
    {
        var other = _ada with { Http = _linnet.ClientFor((string?)(await _linnet.LogInAsync("ada"))["access_token"]) };
        await using var ended = await LiveClient.ConnectAsync(_ada);
        await using var kept = await LiveClient.ConnectAsync(other);
        await _ada.PostAsync("/auth/logout");
        await ended.ReceiveCloseAsync();
        await kept.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task A_client_that_vanishes_leaves_nothing_behind()
    {
        var hub = _linnet.Services.GetRequiredService<LiveHub>();
        var client = await LiveClient.ConnectAsync(_ada);
        using (await RawSocket.ConnectAsync(_ada))
        using (await EventStream.OpenAsync(_ada))
            Assert.Equal(3, hub.Connections.Count());
        client.Socket.Abort();
        await Eventually.TrueAsync(() => !hub.Connections.Any(), "all three are gone");
    }
}
