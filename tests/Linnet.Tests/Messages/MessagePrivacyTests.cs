using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Linnet.Tests.OpenApi;
using Xunit;

namespace Linnet.Tests.Messages;

/// <summary>Nobody but its members sees a conversation: by no route and on no channel, on one node and on two.</summary>
public sealed class MessagePrivacyTests
{
    private const string Secret = "the-vault-is-behind-the-painting";

    /// <summary>What every route of a conversation is sent; a route that is added later has to be added here.</summary>
    private static readonly Dictionary<string, object?> Bodies = new()
    {
        ["getConversation"] = null,
        ["leaveConversation"] = null,
        ["acceptConversation"] = null,
        ["markConversationRead"] = new { up_to_id = 1 },
        ["addConversationMembers"] = new { usernames = new[] { "eve" } },
        ["listMessages"] = null,
        ["sendMessage"] = new { content = "let me in" },
        ["deleteMessage"] = null,
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task To_who_is_no_member_a_conversation_does_not_exist(bool isGroup)
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var (ada, ben, cyd) = (await linnet.JoinAsync("ada"), await linnet.JoinAsync("ben"), await linnet.JoinAsync("cyd"));
        var eve = await linnet.JoinAsync("eve");
        var conversation = await (isGroup ? ada.WriteToAsync(Secret, ben, cyd) : ada.WriteToAsync(Secret, ben));
        await ben.SendAsync(conversation.Id(), Secret);
        await AssertAbsentAsync(eve, conversation.Id(), conversation["last_message"].Id());
        // Who has left is like anybody else, also of own messages.
        await ada.DeleteAsync($"/conversations/{conversation.Id()}");
        await AssertAbsentAsync(ada, conversation.Id(), conversation["last_message"].Id());
        Assert.Equal([Secret, Secret], await ben.ContentsAsync(conversation.Id()));
    }

    [Fact]
    public async Task No_route_and_no_channel_shows_a_message_to_others()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        await AssertPrivateAsync(
            (await linnet.JoinAsync("ada"), await linnet.JoinAsync("ben")), await linnet.JoinAsync("eve"), await linnet.JoinAsync("fay"));
    }

    [Fact]
    public async Task So_it_is_on_another_node()
    {
        await using var nodes = await TwoNodes.StartAsync();
        var ((ada, _), (_, ben), (_, eve), (_, fay)) = (await nodes.JoinAsync(), await nodes.JoinAsync(), await nodes.JoinAsync(), await nodes.JoinAsync());
        await AssertPrivateAsync((ada, ben), eve, fay);
    }

    /// <param name="members">Who write to each other. The second follows the first.</param>
    /// <param name="eve">Follows both and is followed by both.</param>
    /// <param name="fay">Has the conversation of a group among the requests.</param>
    private static async Task AssertPrivateAsync((Person Ada, Person Ben) members, Person eve, Person fay)
    {
        var (ada, ben) = members;
        await ben.FollowAsync(ada);
        foreach (var member in new[] { ada, ben })
        {
            await eve.FollowAsync(member);
            await member.FollowAsync(eve);
        }
        await using var eves = await LiveClient.ConnectAsync(eve);
        await using var fays = await LiveClient.ConnectAsync(fay);
        await using var bens = await LiveClient.ConnectAsync(ben);
        using var stream = await EventStream.OpenAsync(eve);
        using var bensStream = await EventStream.OpenAsync(ben);
        var conversation = (await ada.WriteToAsync(Secret, ben)).Id();
        var group = (await ada.WriteToAsync($"{Secret} too", ben, fay)).Id();
        Assert.Equal(conversation, (long)(await bens.ReceiveUntilAsync("new_message"))["data"]!["conversation_id"]!);
        Assert.Equal($"{Secret} too", (string?)(await bens.ReceiveUntilAsync("new_message"))["data"]!["message"]!["content"]);
        Assert.Equal(Secret, (string?)(await ReceiveAsync(bensStream, "new_message"))["data"]!["message"]!["content"]);
        // A tweet after them ends what eve's channels could have brought, and a follow what fay's could.
        await ada.TweetAsync("the last");
        await ada.FollowAsync(fay);
        Assert.DoesNotContain(Secret, await ReceiveUpToAsync("new_tweet", async () => await eves.ReceiveAsync()), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, await ReceiveUpToAsync("new_tweet", async () => (await stream.ReadAsync())!.Message), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, await ReceiveUpToAsync("new_follow", async () => await fays.ReceiveAsync()), StringComparison.Ordinal);
        // What was missed is replayed from the inbox, which has no messages.
        await using var late = await LiveClient.ConnectAsync(eve, since: 0);
        await ada.FollowAsync(ben);
        Assert.DoesNotContain(Secret, await ReceiveUpToAsync("new_follow", async () => await late.ReceiveAsync()), StringComparison.Ordinal);

        var api = await ApiDescription.ReadAsync(eve.Http);
        var showing = new List<string>();
        foreach (var operation in api.Operations.Where(operation => operation.Method == HttpMethod.Get))
        {
            var path = Aim(operation.Path, ada, conversation, group);
            if (operation.Id is "searchMessages")
                path += "?q=vault";
            Assert.DoesNotContain(Secret, await (await eve.GetAsync(path)).Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
            if ((await (await ben.GetAsync(path)).Content.ReadAsStringAsync(Cancellation)).Contains(Secret, StringComparison.Ordinal))
                showing.Add(operation.Id);
        }
        // To a member these show it and no other route does: not the inbox, no timeline, no list of tweets.
        Assert.Equal(["getConversation", "listConversations", "listMessages", "searchMessages"], showing.Order());
    }

    private static string Aim(string path, Person ada, long conversation, long group) => path
        .Replace("{conversation_id}", $"{conversation}", StringComparison.Ordinal)
        .Replace("{username}", ada.Username, StringComparison.Ordinal)
        // An id that a conversation, a message and a tweet may share.
        .Replace("{tweet_id}", $"{group}", StringComparison.Ordinal);

    private static async Task AssertAbsentAsync(Person person, long conversation, long message)
    {
        var api = await ApiDescription.ReadAsync(person.Http);
        var operations = api.Operations.Where(operation => operation.Path.Contains("{conversation_id}", StringComparison.Ordinal)).ToList();
        Assert.Equal(operations.Select(operation => operation.Id).Order(), Bodies.Keys.Order());
        foreach (var operation in operations)
        {
            var (there, nowhere) = (await CallAsync(conversation), await CallAsync(999_999));
            Assert.Equal((HttpStatusCode.NotFound, nowhere.Body), (there.Status, there.Body));
            Assert.Contains("conversation_not_found", there.Body, StringComparison.Ordinal);

            async Task<(HttpStatusCode Status, string Body)> CallAsync(long id)
            {
                var path = operation.Path.Replace("{conversation_id}", $"{id}", StringComparison.Ordinal).Replace("{message_id}", $"{message}", StringComparison.Ordinal);
                using var request = new HttpRequestMessage(operation.Method, path);
                if (Bodies[operation.Id] is { } body)
                    request.Content = JsonContent.Create(body);
                using var answer = await person.Http.SendAsync(request, Cancellation);
                return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
            }
        }
    }

    private static async Task<JsonNode> ReceiveAsync(EventStream stream, string type)
    {
        while (true)
        {
            var message = (await stream.ReadAsync())!.Message!;
            if ((string?)message["type"] == type)
                return message;
        }
    }

    /// <returns>All that was sent up to a message of this type.</returns>
    private static async Task<string> ReceiveUpToAsync(string type, Func<Task<JsonNode?>> receive)
    {
        var all = "";
        while (true)
        {
            var message = await receive();
            all += message?.ToJsonString();
            if ((string?)message?["type"] == type)
                return all;
        }
    }
}
