using System.Net;
using System.Net.Http.Json;
using Linnet.Tests.Fixtures;
using Xunit;
using static Linnet.Tests.Messages.Talking;

namespace Linnet.Tests.Messages;

/// <summary>Messages that are sent again with the same <c>Idempotency-Key</c>.</summary>
public sealed class MessageKeyTests : IAsyncLifetime
{
    private static readonly object Hi = new { usernames = new[] { "ben" }, content = "hi" };

    private RunningLinnet _linnet = null!;
    private Person _ada = null!;
    private Person _ben = null!;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        (_ada, _ben) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("ben"));
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task A_message_that_is_sent_again_with_its_key_is_there_once()
    {
        var begun = (await (await PostAsync("k1", "/conversations", Hi)).ReadJsonAsync()).Id();
        Assert.Equal(begun, (await (await PostAsync("k1", "/conversations", Hi)).ReadJsonAsync()).Id());
        await AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "validation_error", await PostAsync("k1", "/conversations", new { usernames = new[] { "ben" }, content = "ho" }));
        var path = $"/conversations/{begun}/messages";
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync("k2", path, new { content = "once" })));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Single((await Task.WhenAll(answers.Select(async answer => (await answer.ReadJsonAsync()).Id()))).Distinct());
        await AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "validation_error", await PostAsync("k2", path, new { content = "twice" }));
        Assert.Equal(["hi", "once"], await _ben.ContentsAsync(begun));
    }

    [Fact]
    public async Task A_conversation_that_was_left_since_is_not_found_by_the_retry()
    {
        var id = (await (await PostAsync("k", "/conversations", Hi)).ReadJsonAsync()).Id();
        (await _ada.DeleteAsync($"/conversations/{id}")).EnsureSuccessStatusCode();
        // Not a 401, on which clients log out.
        await AssertRefusedAsync(HttpStatusCode.NotFound, "conversation_not_found", await PostAsync("k", "/conversations", Hi));
        Assert.Equal(["hi"], await _ben.ContentsAsync(id));
    }

    [Fact]
    public async Task After_a_day_a_key_may_be_used_for_another_message()
    {
        var id = (await (await PostAsync("k", "/conversations", Hi)).ReadJsonAsync()).Id();
        PlainSql.Execute(_linnet.Database, $"update messages set created_at = created_at - {(long)TimeSpan.FromHours(25).TotalMicroseconds}");
        (await PostAsync("k", $"/conversations/{id}/messages", new { content = "ho" })).EnsureSuccessStatusCode();
        Assert.Equal(["hi", "ho"], await _ben.ContentsAsync(id));
    }

    private async Task<HttpResponseMessage> PostAsync(string key, string to, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = JsonContent.Create(body), Headers = { { "Idempotency-Key", key } } };
        return await _ada.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
