using Linnet.Accounts.Tokens;
using Linnet.Common.Metrics;
using Linnet.Http;
using Linnet.Realtime;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Notifications;

/// <summary>One reader that does not read must cost the others nothing and the server little.</summary>
public sealed class SlowReaderTests
{
    private const int Others = 20;
    private const int MessageLength = 8 * 1024;
    private const int MostMessages = 4000;

    private readonly LiveConnection _connection = new(new AccessGrant(new Caller(1, 1), default), new RealtimeOptions(), new StripedCounter());

    [Fact]
    [Trait("Promise", "W6")]
    public async Task It_is_closed_with_1013_while_all_others_hear_everything()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var (ada, bob, cyd) = (await linnet.JoinAsync("ada"), await linnet.JoinAsync("bob"), await linnet.JoinAsync("cyd"));
        var hub = linnet.Services.GetRequiredService<LiveHub>();
        using var slow = await RawSocket.ConnectAsync(ada, receiveBuffer: 4096);
        var slowConnection = hub.Connections.Single();
        var others = new List<LiveClient>();
        for (var count = 0; count < Others; count++)
            others.Add(await LiveClient.ConnectAsync(count < Others / 2 ? bob : cyd));

        var sent = 0;
        while (slowConnection.End is null)
        {
            Assert.InRange(++sent, 1, MostMessages);
            var message = new LiveMessage(System.Text.Encoding.UTF8.GetBytes($$"""{"number":{{sent}},"padding":"{{new string('x', MessageLength)}}"}"""));
            foreach (var person in new[] { ada, bob, cyd })
                hub.Send(person.Id, message);
            // Everybody else has this one before the next is sent: a delay for all would show as a wait without end.
            foreach (var other in others)
                Assert.Equal(sent, (int)(await other.ReceiveAsync())["number"]!);
        }

        Assert.Equal(CloseReason.TooSlow, slowConnection.End);
        Assert.Equal(1013, await slow.ReadCloseAsync());
        foreach (var other in others)
        {
            await other.ExpectNothingMoreAsync();
            await other.DisposeAsync();
        }
    }

    [Fact]
    [Trait("Promise", "W6")]
    public async Task A_reader_that_never_reads_again_is_cut_off()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var ada = await linnet.JoinAsync("ada");
        var hub = linnet.Services.GetRequiredService<LiveHub>();
        using var slow = await RawSocket.ConnectAsync(ada, receiveBuffer: 4096);
        var connection = hub.Connections.Single();
        var message = new LiveMessage(new byte[MessageLength]);
        for (var sent = 0; connection.End is null; sent++)
        {
            Assert.InRange(sent, 0, MostMessages);
            hub.Send(ada.Id, message);
            await Task.Yield();
        }
        await Eventually.TrueAsync(() => !hub.Connections.Any(), "the slow reader is gone");
    }

    [Fact]
    [Trait("Promise", "W6")]
    public async Task A_message_that_is_stuck_for_too_long_ends_the_connection_though_its_queue_is_not_full()
    {
        await using var linnet = await RunningLinnet.StartAsync("--realtime:sendtimeoutseconds=1", "--realtime:queuekilobytes=100000", "--realtime:queuelength=10000");
        var ada = await linnet.JoinAsync("ada");
        var hub = linnet.Services.GetRequiredService<LiveHub>();
        using var slow = await RawSocket.ConnectAsync(ada, receiveBuffer: 4096);
        var connection = hub.Connections.Single();
        var message = new LiveMessage(new byte[64 * 1024]);
        for (var sent = 0; sent < 200; sent++)
            hub.Send(ada.Id, message);
        await Eventually.TrueAsync(() => !hub.Connections.Any(), "the stuck reader is gone");
        Assert.Equal(CloseReason.TooSlow, connection.End);
    }

    [Fact]
    [Trait("Promise", "W6")]
    public void What_waits_for_a_reader_is_bounded_in_bytes()
    {
        var message = new LiveMessage(new byte[MessageLength]);
        var waiting = 0;
        for (; _connection.End is null; waiting++)
            _connection.Enqueue(message);
        Assert.Equal(CloseReason.TooSlow, _connection.End);
        Assert.InRange((waiting - 1) * MessageLength, MessageLength, 128 * 1024);
    }

    [Fact]
    [Trait("Promise", "W6")]
    public void What_waits_for_a_reader_is_bounded_in_number()
    {
        var message = new LiveMessage(new byte[1]);
        for (var count = 0; count < 128; count++)
            _connection.Enqueue(message);
        Assert.Null(_connection.End);
        _connection.Enqueue(message);
        Assert.Equal(CloseReason.TooSlow, _connection.End);
    }

    [Fact]
    [Trait("Promise", "W6")]
    public async Task What_was_read_makes_room()
    {
        var message = new LiveMessage(new byte[MessageLength]);
        await using var queue = _connection.ReadQueueAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        for (var count = 0; count < 1000; count++)
        {
            _connection.Enqueue(message);
            Assert.True(await queue.MoveNextAsync());
        }
        Assert.Null(_connection.End);
    }

    [Fact]
    public void The_first_reason_to_end_stands()
    {
        _connection.Close(CloseReason.Expired);
        _connection.Enqueue(new LiveMessage(new byte[1]));
        _connection.Close(CloseReason.Gone);
        Assert.Equal(CloseReason.Expired, _connection.End);
        Assert.True(_connection.Ended.IsCompleted);
    }
}
