using System.Reflection;
using System.Text.Json.Nodes;
using Linnet.Common;
using Linnet.Realtime;
using Linnet.Tests.Fixtures;
using Linnet.Tests.Messages;
using Linnet.Tests.OpenApi;
using Linnet.Tests.Tweets.Polls;
using Xunit;

namespace Linnet.Tests.AsyncApi;

/// <summary>Compares <c>/asyncapi.json</c> with the standard, the OpenAPI document, the code and real connections.</summary>
public sealed class LiveDocumentTests : IAsyncLifetime
{
    private static readonly string[] FromClients = ["ping", "broadcast", "anything"];

    // The framework itself closes connections with these.
    private static readonly int[] Framing = [1002, 1007];

    private static readonly NpmTools Tools = new("asyncapi");

    private RunningLinnet _linnet = null!;
    private ApiDescription _document = null!;

    private JsonObject Messages => _document.Document["components"]!["messages"]!.AsObject();

    public async ValueTask InitializeAsync()
    {
        // Makes the server send a resync after two missed notifications.
        _linnet = await RunningLinnet.StartAsync("--notifications:replaylimit=1");
        _document = new ApiDescription(await (await GetAsync("/asyncapi.json")).ReadJsonAsync());
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task The_document_is_valid_AsyncAPI()
    {
        await Tools.InstallAsync();
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("asyncapi.json"), _document.Document.ToJsonString(), TestContext.Current.CancellationToken);
        await Tools.SucceedAsync("run", "validate", "--", folder.File("asyncapi.json"));
    }

    [Fact]
    public async Task It_has_its_own_media_type_and_the_programs_version_and_the_docs_link_to_it()
    {
        var answer = await GetAsync("/asyncapi.json");
        Assert.Equal("application/vnd.aai.asyncapi+json; version=3.0.0", answer.Content.Headers.ContentType!.ToString());
        Assert.NotNull(answer.Headers.ETag);
        Assert.Equal(LinnetVersion.Text, (string?)_document.Document["info"]!["version"]);
        var openApi = await ApiDescription.ReadAsync(_linnet.Http);
        Assert.Contains("[/asyncapi.json](/asyncapi.json)", (string?)openApi.Document["info"]!["description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Users_and_tweets_have_the_schemas_of_the_HTTP_API()
    {
        var openApi = await ApiDescription.ReadAsync(_linnet.Http);
        foreach (var name in new[] { "User", "Tweet", "Message" })
        {
            var (here, there) = (_document.Document["components"]!["schemas"]![name], openApi.Document["components"]!["schemas"]![name]);
            Assert.True(JsonNode.DeepEquals(there, here), $"{name} is {there} over HTTP and {here} here");
        }
    }

    [Fact]
    public void Every_example_satisfies_its_schema()
    {
        foreach (var (name, message) in Messages)
        {
            var examples = message!["examples"]!.AsArray();
            Assert.NotEmpty(examples);
            Assert.All(examples, example => Assert.Empty(ErrorsIn(name, example!["payload"])));
        }
    }

    [Fact]
    public void A_planted_error_in_a_message_is_found()
    {
        var example = Messages["new_like"]!["examples"]![0]!["payload"]!.DeepClone();
        example["data"]!["liker_id"] = "2";
        Assert.NotEmpty(ErrorsIn("new_like", example));
    }

    [Fact]
    public async Task Every_message_of_a_socket_satisfies_its_schema()
    {
        var received = new Dictionary<string, JsonNode>();
        await foreach (var message in ReceiveOneOfEachAsync())
            received[(string)message["type"]!] = message;
        Assert.Equal(Messages.Select(message => message.Key).Except(FromClients).Order(), received.Keys.Order());
        Assert.All(received, message => Assert.Empty(ErrorsIn(message.Key, message.Value)));
    }

    [Fact]
    public void Every_close_code_is_explained()
    {
        var ends = typeof(CloseReason).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => (CloseReason)field.GetValue(null)!);
        var explained = _document.Document["channels"]!["notifications"]!["x-close-codes"]!.AsObject().Select(code => int.Parse(code.Key));
        Assert.Equal(ends.Select(end => (int)end.Status).Concat(Framing).Distinct().Order(), explained.Order());
    }

    private async IAsyncEnumerable<JsonNode> ReceiveOneOfEachAsync()
    {
        var (ada, bob) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("bob"));
        await ada.FollowAsync(bob);
        var id = await ada.TweetAsync("hello");
        await using var client = await LiveClient.OpenAsync(_linnet.Address, $"token={ada.Token}");
        yield return await client.ReceiveAsync();
        await using var bobs = await LiveClient.ConnectAsync(bob);
        Func<Task>[] acts =
        [
            () => bob.TweetAsync("news"),
            () => bob.LikeAsync(id),
            () => bob.FollowAsync(ada),
            () => bobs.SendAsync(new { type = "broadcast", message = "good morning" }),
            () => client.SendAsync(new { type = "ping" }),
            () => client.SendAsync(new { hello = "world" }),
            () => client.SendTextAsync("nonsense"),
        ];
        foreach (var act in acts)
        {
            await act();
            yield return await client.ReceiveAsync();
        }
        // A follower of their author receives these twice: as a tweet, and as a reply, retweet or mention.
        foreach (var act in new Func<Task>[]
        {
            () => bob.TweetAsync("a reply", replyTo: id), () => bob.TweetAsync("a retweet", retweetOf: id), () => bob.TweetAsync("@ada #hello https://hello.example"),
        })
        {
            await act();
            yield return await client.ReceiveAsync();
            yield return await client.ReceiveAsync();
        }
        var changing = await bob.TweetAsync("first words");
        await client.ReceiveAsync();
        foreach (var act in new Func<Task>[]
        {
            () => bob.PutAsync($"/tweets/{changing}", new { content = "other words" }),
            () => bob.DeleteAsync($"/tweets/{changing}"),
            () => bob.DeleteAsync($"/tweets/{id}/like"),
            () => ada.PostAsync("/notifications/read", new { up_to_id = long.MaxValue }),
        })
        {
            await act();
            yield return await client.ReceiveAsync();
        }
        // A job notifies those who reposted a tweet of its edit.
        var reposted = await bob.TweetAsync("reposted");
        await ada.PutAsync($"/tweets/{reposted}/repost", new { });
        await bob.PutAsync($"/tweets/{reposted}", new { content = "and edited" });
        yield return await client.ReceiveUntilAsync("new_tweet_edited");
        // Another one, those who voted of the end of a poll.
        var poll = await bob.PollAsync();
        await ada.VoteAsync(poll, 0);
        PollVoters.End(_linnet.Database, poll);
        yield return await client.ReceiveUntilAsync("new_poll_ended");
        // A scheduled tweet, its owner when it cannot be posted.
        var answered = await bob.TweetAsync("soon gone");
        await ada.PostAsync("/tweets/", new { content = "later", reply_to_id = answered, scheduled_at = TimeProvider.System.GetUtcNow().AddHours(1) });
        await bob.DeleteAsync($"/tweets/{answered}");
        PlainSql.Execute(_linnet.Database, "update jobs set due_at = 1 where kind = 'post_scheduled'");
        yield return await client.ReceiveUntilAsync("new_scheduled_failed");
        // A locked account asks for an answer, and its answer is a message too.
        await bob.DeleteAsync($"/users/{ada.Username}/follow");
        await ada.PutAsync("/users/me", new { is_locked = true });
        await bob.PostAsync($"/users/{ada.Username}/follow");
        yield return await client.ReceiveUntilAsync("new_follow_request");
        await ada.PostAsync($"/follow_requests/{bob.Id}/accept");
        yield return await bobs.ReceiveUntilAsync("new_follow_accepted");
        var (conversation, message) = await WriteAsync(bob, ada);
        yield return await client.ReceiveUntilAsync("new_message");
        await ada.PostAsync($"/conversations/{conversation}/read");
        yield return await client.ReceiveUntilAsync("conversation_read");
        await bob.DeleteAsync($"/conversations/{conversation}/messages/{message}");
        yield return await client.ReceiveUntilAsync("message_deleted");
        await ada.DeleteAsync($"/conversations/{conversation}");
        yield return await client.ReceiveUntilAsync("members_changed");
        await using var late = await LiveClient.ConnectAsync(ada, since: 0);
        yield return await late.ReceiveAsync();
    }

    private static async Task<(long Conversation, long Message)> WriteAsync(Person from, Person to)
    {
        var conversation = await from.WriteToAsync("hello", to);
        return (conversation.Id(), conversation["last_message"].Id());
    }

    private List<string> ErrorsIn(string message, JsonNode? payload) => _document.FindErrors(Messages[message]!["payload"]!, payload);

    private async Task<HttpResponseMessage> GetAsync(string path) => await _linnet.Http.GetAsync(path, TestContext.Current.CancellationToken);
}
