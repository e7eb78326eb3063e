using System.Net;
using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Notifications;

/// <summary><c>GET /sse/notifications</c>: what a socket tells, for those who cannot use one.</summary>
public sealed class StreamTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;
    private Person _ada = null!;
    private Person _bob = null!;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync("--realtime:streamcommentseconds=1");
        (_ada, _bob) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("bob"));
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task It_tells_what_a_socket_tells_and_gives_notifications_their_id()
    {
        await _ada.FollowAsync(_bob);
        var id = await _ada.TweetAsync("hello");
        await using var socket = await LiveClient.ConnectAsync(_ada);
        using var stream = await EventStream.OpenAsync(_ada);
        Assert.Equal("connection_established", (string?)(await ReadEventAsync(stream)).Message!["type"]);
        await _bob.LikeAsync(id);
        await _bob.FollowAsync(_ada);
        await _bob.TweetAsync("a reply", replyTo: id);
        for (var count = 0; count < 4; count++)
        {
            var (sent, told) = (await ReadEventAsync(stream), await socket.ReceiveAsync());
            Assert.True(JsonNode.DeepEquals(told, sent.Message), $"{told} is not {sent.Message}");
            Assert.Equal((long?)told["data"]!["notification_id"], sent.Id);
        }
    }

    [Fact]
    public async Task Its_answer_is_an_event_stream_that_nothing_may_keep_or_hold_back()
    {
        using var stream = await EventStream.OpenAsync(_ada);
        Assert.Equal("text/event-stream", stream.Answer.Content.Headers.ContentType!.ToString());
        Assert.True(stream.Answer.Headers.CacheControl!.NoStore);
        Assert.Equal("no", stream.Answer.Headers.GetValues("X-Accel-Buffering").Single());
    }

    [Fact]
    public async Task A_comment_comes_while_nothing_happens()
    {
        using var stream = await EventStream.OpenAsync(_ada);
        Assert.NotNull((await stream.ReadAsync())!.Message);
        for (var count = 0; count < 3; count++)
        {
            var comment = await stream.ReadAsync();
            Assert.NotNull(comment!.Comment);
            Assert.Null(comment.Message);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_that_reconnects_gets_what_it_missed(bool asBrowsersDo)
    {
        var id = await _ada.TweetAsync("hello");
        await _bob.LikeAsync(id);
        var known = (long)(await _ada.ReadAsync("/notifications"))[0]!["id"]!;
        await _bob.TweetAsync("missed", replyTo: id);
        using var stream = asBrowsersDo
            ? await EventStream.OpenAsync(_ada, since: 0, lastEventId: known)
            : await EventStream.OpenAsync(_ada, since: known);
        await _bob.TweetAsync("live", replyTo: id);
        Assert.Equal("connection_established", (string?)(await ReadEventAsync(stream)).Message!["type"]);
        Assert.Equal("missed", (string?)(await ReadEventAsync(stream)).Message!["data"]!["tweet"]!["content"]);
        Assert.Equal("live", (string?)(await ReadEventAsync(stream)).Message!["data"]!["tweet"]!["content"]);
    }

    [Fact]
    public async Task A_browser_sends_its_token_in_the_query()
    {
        var answer = await _linnet.Http.GetAsync(
            $"/sse/notifications?token={_ada.Token}", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("/sse/notifications")]
    [InlineData("/sse/notifications?token=nonsense")]
    public async Task Without_a_good_token_it_is_refused_as_any_route_is(string path)
    {
        var answer = await _linnet.Http.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    [Trait("Promise", "S6")]
    public async Task It_ends_with_its_session()
    {
        using var stream = await EventStream.OpenAsync(_ada);
        await _ada.PostAsync("/auth/logout");
        await stream.ReadToEndAsync();
    }

    private static async Task<ServerSentEvent> ReadEventAsync(EventStream stream)
    {
        var sent = await stream.ReadAsync();
        while (sent is { Comment: not null })
            sent = await stream.ReadAsync();
        return sent ?? throw new EndOfStreamException();
    }
}
