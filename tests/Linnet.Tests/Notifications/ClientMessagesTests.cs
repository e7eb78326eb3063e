using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Notifications;

/// <summary>What a client may say over its socket, and what it is answered.</summary>
public sealed class ClientMessagesTests(SharedLinnet shared) : IClassFixture<SharedLinnet>, IAsyncLifetime
{
    private Person _ada = null!;
    private Person _bob = null!;
    private LiveClient _adas = null!;
    private LiveClient _bobs = null!;

    public async ValueTask InitializeAsync()
    {
        (_ada, _bob) = (await shared.Linnet.JoinAsync(), await shared.Linnet.JoinAsync());
        await _bob.FollowAsync(_ada);
        (_adas, _bobs) = (await LiveClient.ConnectAsync(_ada), await LiveClient.ConnectAsync(_bob));
    }

    public async ValueTask DisposeAsync()
    {
        await _adas.DisposeAsync();
        await _bobs.DisposeAsync();
    }

    [Fact]
    public async Task A_ping_is_answered_with_a_pong_that_has_no_data()
    {
        await _adas.SendAsync(new { type = "ping", more = 1 });
        var pong = (await _adas.ReceiveAsync()).AsObject();
        Assert.Equal(["type", "timestamp"], pong.Select(member => member.Key));
        Assert.Equal("pong", (string?)pong["type"]);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$", (string?)pong["timestamp"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"type":"hello","x":[1,2.50,{"y":null}]}""")]
    [InlineData("""{"type":12}""")]
    [InlineData("""{"type":"PING"}""")]
    [InlineData("""{"type":"\ud800"}""")]
    [InlineData("""{"type":"\u0070ong","x":"\ud83d half"}""")]
    [InlineData(""" { "spaced" : "out" } """)]
    public async Task Any_other_object_is_echoed(string text)
    {
        await _adas.SendTextAsync(text);
        // Byte for byte: some of these cannot be compared as values.
        Assert.StartsWith($$"""{"type":"echo","data":{{text.Trim()}},"timestamp":""", await _adas.ReceiveTextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("nonsense")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("12")]
    [InlineData("\"ping\"")]
    [InlineData("[{\"type\":\"ping\"}]")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{'type':'ping'}")]
    [InlineData("{} {}")]
    public async Task What_is_no_object_is_an_error_and_the_socket_stays_open(string text)
    {
        await _adas.SendTextAsync(text);
        await ExpectErrorAsync("Invalid JSON");
        await _adas.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task Nesting_without_end_is_an_error_as_well()
    {
        await _adas.SendTextAsync(string.Concat(Enumerable.Repeat("{\"a\":", 33)) + "1" + new string('}', 33));
        await ExpectErrorAsync("Invalid JSON");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(280)]
    public async Task A_broadcast_of_up_to_280_code_points_reaches_each_follower_online(int length)
    {
        var message = string.Concat(Enumerable.Repeat("\U0001F426", length));
        await _adas.SendAsync(new { type = "broadcast", message });
        var heard = await _bobs.ReceiveAsync();
        Assert.Equal("user_message", (string?)heard["type"]);
        Assert.Equal((_ada.Username, message), ((string?)heard["data"]!["from"], (string?)heard["data"]!["message"]));
        await _adas.ExpectNothingMoreAsync();
    }

    [Theory]
    [InlineData("""{"type":"broadcast"}""")]
    [InlineData("""{"type":"broadcast","message":""}""")]
    [InlineData("""{"type":"broadcast","message":" \n "}""")]
    [InlineData("""{"type":"broadcast","message":12}""")]
    [InlineData("""{"type":"broadcast","message":null}""")]
    [InlineData("""{"type":"broadcast","message":"\udc00"}""")]
    public async Task A_broadcast_without_a_message_is_an_error(string text)
    {
        await _adas.SendTextAsync(text);
        await ExpectErrorAsync("A broadcast needs a message of 1 to 280 characters");
        await _bobs.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task A_broadcast_of_281_code_points_is_an_error()
    {
        await _adas.SendAsync(new { type = "broadcast", message = new string('x', 281) });
        await ExpectErrorAsync("A broadcast needs a message of 1 to 280 characters");
    }

    [Fact]
    public async Task The_eleventh_broadcast_in_a_minute_is_an_error_and_reaches_nobody()
    {
        for (var number = 1; number <= 11; number++)
            await _adas.SendAsync(new { type = "broadcast", message = $"{number}" });
        await ExpectErrorAsync("At most 10 broadcasts a minute");
        for (var number = 1; number <= 10; number++)
            Assert.Equal($"{number}", (string?)(await _bobs.ReceiveAsync())["data"]!["message"]);
        await _bobs.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task A_broadcast_does_not_reach_accounts_that_unfollowed()
    {
        await _bob.DeleteAsync($"/users/{_ada.Username}/follow");
        // That somebody follows her was unread.
        Assert.Equal("notifications_removed", (string?)(await _adas.ReceiveAsync())["type"]);
        await _adas.SendAsync(new { type = "broadcast", message = "anybody?" });
        await _adas.ExpectNothingMoreAsync();
        await _bobs.ExpectNothingMoreAsync();
    }

    private async Task ExpectErrorAsync(string message)
    {
        var error = await _adas.ReceiveAsync();
        Assert.Equal(("error", message), ((string?)error["type"], (string?)error["data"]!["message"]));
    }
}
