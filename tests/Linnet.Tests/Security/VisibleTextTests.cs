using System.Net;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Security;

/// <summary>What people read of each other has something to read in it, and nothing that a terminal obeys.</summary>
public sealed class VisibleTextTests(SharedLinnet shared) : IClassFixture<SharedLinnet>
{
    private const string BlankMessage = "Value error, String should not be blank";
    private const string ControlMessage = "Value error, String should not contain control characters";

    public static TheoryData<string> Invisible => new(
        " ", "\u00a0\u3000", "\u200b", "\u2800", "\u3164", "\uffa0", "\u115f\u1160", "\u17b4\u17b5", "\u202e", "\u2066\u2069", "\u00ad",
        "\ufeff", "\u034f", "\u180e\u180b", "\u200d\ufe0f", "\u2060\u206f", "\u2028", "\ufff9", "\U000e0041\U000e0100", "\U0001d173\U0001d159", "\ufffe");

    public static TheoryData<string> Controls => new("a\u0001b", "\u0007", "a\u001b[2J", "a\u007f", "a\u0085b", "\u009b1m", "a\u000bb");

    public static TheoryData<string> Visible => new(
        "a", "\u200ba", "👩\u200d🚀", "\u05e9\u05dc\u05d5\u05dd", "\u0301", "\u0605", "한", "🏴\U000e0067\U000e0062\U000e007f", ".", "\U00020000");

    [Theory]
    [MemberData(nameof(Invisible))]
    public async Task A_tweet_in_which_there_is_nothing_to_see_is_blank(string content)
    {
        var person = await shared.Linnet.JoinAsync();
        await AssertRefusedAsync(await person.PostAsync("/tweets/", new { content }), "content", BlankMessage);
        var tweet = await person.TweetAsync("Something.");
        await AssertRefusedAsync(await person.PutAsync($"/tweets/{tweet}", new { content }), "content", BlankMessage);
    }

    [Theory]
    [MemberData(nameof(Invisible))]
    public async Task A_name_in_which_there_is_nothing_to_see_is_blank(string name)
    {
        var person = await shared.Linnet.JoinAsync();
        await AssertRefusedAsync(await person.PutAsync("/users/me", new { full_name = name }), "full_name", BlankMessage);
        await AssertRefusedAsync(await RegisterAsync(person, name), "full_name", BlankMessage);
    }

    [Theory]
    [MemberData(nameof(Controls))]
    public async Task Control_characters_are_refused_in_every_text(string text)
    {
        var person = await shared.Linnet.JoinAsync();
        await AssertRefusedAsync(await person.PostAsync("/tweets/", new { content = text }), "content", ControlMessage);
        await AssertRefusedAsync(await person.PutAsync("/users/me", new { bio = text }), "bio", ControlMessage);
        await AssertRefusedAsync(await person.PutAsync("/users/me", new { full_name = text }), "full_name", ControlMessage);
        await AssertRefusedAsync(await RegisterAsync(person, text), "full_name", ControlMessage);
    }

    [Theory]
    [MemberData(nameof(Visible))]
    public async Task What_can_be_seen_is_taken(string text)
    {
        var person = await shared.Linnet.JoinAsync();
        await person.TweetAsync(text);
        Assert.Equal(HttpStatusCode.OK, (await person.PutAsync("/users/me", new { full_name = text, bio = text })).StatusCode);
    }

    [Fact]
    public async Task Lines_and_tabs_are_kept_as_forms_send_them()
    {
        var person = await shared.Linnet.JoinAsync();
        var id = await person.TweetAsync("one\r\n\ttwo\nthree");
        Assert.Equal("one\r\n\ttwo\nthree", (string?)(await person.ReadAsync($"/tweets/{id}"))["content"]);
        Assert.Equal(HttpStatusCode.OK, (await person.PutAsync("/users/me", new { full_name = "" })).StatusCode);
    }

    [Theory]
    [InlineData("\u200b\u2800")]
    [InlineData("ding\u0007")]
    public async Task A_broadcast_keeps_to_the_same_rules(string message)
    {
        var person = await shared.Linnet.JoinAsync();
        await using var socket = await LiveClient.ConnectAsync(person);
        await socket.SendAsync(new { type = "broadcast", message });
        await socket.SendAsync(new { type = "ping" });
        Assert.Equal("error", (string?)(await socket.ReceiveAsync())["type"]);
    }

    private static Task<HttpResponseMessage> RegisterAsync(Person person, string name) => person.PostAsync(
        "/auth/register", new { username = $"x{Guid.NewGuid():N}"[..20], email = $"{Guid.NewGuid():N}@example.org", password = RunningLinnet.Password, full_name = name });

    private static async Task AssertRefusedAsync(HttpResponseMessage answer, string field, string message)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var error = (await answer.ReadJsonAsync())["detail"]![0]!;
        Assert.Equal((field, message), ((string?)error["loc"]![1], (string?)error["msg"]));
    }
}
