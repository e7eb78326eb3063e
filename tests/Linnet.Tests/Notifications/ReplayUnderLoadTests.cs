using System.Net.WebSockets;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Notifications;

/// <summary>A client whose connection breaks all the time, while things happen all the time.</summary>
public sealed class ReplayUnderLoadTests
{
    private const int Writers = 4;
    private const int PerWriter = 250;
    private const int Total = Writers * PerWriter;

    [Fact]
    [Trait("Promise", "W8")]
    public async Task Of_a_thousand_notifications_all_arrive_in_order_and_each_once()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var ada = await linnet.JoinAsync("ada");
        var tweetId = await ada.TweetAsync("hello");
        var writers = new List<Person>();
        for (var count = 0; count < Writers; count++)
            writers.Add(await linnet.JoinAsync());
        var random = new Random(1_000);
        var heard = new List<long>();

        var writing = Task.WhenAll(writers.Select(writer => WriteAsync(writer, tweetId)));
        while (heard.Count < Total)
            await ListenForAWhileAsync(ada, heard, random.Next(0, 60), random.Next(4) > 0);
        await writing;

        await using var last = await LiveClient.ConnectAsync(ada, since: heard[^1]);
        await last.ExpectNothingMoreAsync();
        var kept = PlainSql.Query<long>(linnet.Database, "select id from notifications order by id");
        Assert.Equal(Total, kept.Count);
        Assert.Equal(kept, heard);
    }

    private static async Task WriteAsync(Person writer, long tweetId)
    {
        for (var number = 0; number < PerWriter; number++)
        {
            if (number % 2 == 0)
                await writer.TweetAsync($"{number}", replyTo: tweetId);
            else
                await writer.TweetAsync($"{number}", retweetOf: tweetId);
        }
    }

    private static async Task ListenForAWhileAsync(Person ada, List<long> heard, int messages, bool cutsOff)
    {
        await using var client = await LiveClient.ConnectAsync(ada, since: heard.Count > 0 ? heard[^1] : 0);
        try
        {
            for (var count = 0; count < messages && heard.Count < Total; count++)
                heard.Add((long)(await client.ReceiveAsync())["data"]!["notification_id"]!);
        }
        catch (WebSocketException) when (client.Socket.CloseStatus is (WebSocketCloseStatus)1013)
        {
            // Too slow just then: it comes back, as it would after any other end.
        }
        if (cutsOff)
            client.Socket.Abort();
        else if (client.Socket.State is WebSocketState.Open)
            await client.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", TestContext.Current.CancellationToken);
    }
}
