using System.Net;
using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Messages;

/// <summary>What tests of direct messages do.</summary>
internal static class Talking
{
    /// <summary>Sends a message to one user or to several.</summary>
    /// <returns>The conversation.</returns>
    public static async Task<JsonNode> WriteToAsync(this Person person, string content, params Person[] others) =>
        await (await person.PostAsync("/conversations", new { usernames = others.Select(other => other.Username), content }))
            .EnsureSuccessStatusCode().ReadJsonAsync();

    /// <returns>The message.</returns>
    public static async Task<JsonNode> SendAsync(this Person person, long conversation, string content)
    {
        var answer = await person.PostAsync($"/conversations/{conversation}/messages", new { content });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return await answer.ReadJsonAsync();
    }

    public static Task<HttpResponseMessage> MarkReadAsync(this Person person, long conversation, long? upTo = null) =>
        person.PostAsync($"/conversations/{conversation}/read", new { up_to_id = upTo });

    /// <returns>What is written in a conversation, oldest first.</returns>
    public static async Task<List<string>> ContentsAsync(this Person person, long conversation) =>
        [.. (await person.ReadAsync($"/conversations/{conversation}/messages?limit=100")).AsArray().Reverse().Select(message => (string)message!["content"]!)];

    /// <returns>The ids of the accepted conversations, or of the requests, latest activity first.</returns>
    public static async Task<List<long>> ConversationsAsync(this Person person, bool requests = false) =>
        [.. (await person.ReadAsync(requests ? "/conversations/requests" : "/conversations")).AsArray().Select(Id)];

    /// <returns>Unread messages, and requests.</returns>
    public static async Task<(long Unread, long Requests)> UnreadAsync(this Person person)
    {
        var counts = await person.ReadAsync("/conversations/unread_count");
        return ((long)counts["unread_count"]!, (long)counts["requests_count"]!);
    }

    public static long Id(this JsonNode? node) => (long)node!["id"]!;

    public static async Task AssertRefusedAsync(HttpStatusCode status, string code, HttpResponseMessage answer)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(code, (string?)(await answer.ReadJsonAsync())["code"]);
    }
}
