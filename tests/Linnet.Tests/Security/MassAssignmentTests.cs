using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Linnet.Tests.Media;
using Linnet.Tests.Messages;
using Linnet.Tests.OpenApi;
using Linnet.Tests.Tweets.Polls;
using Xunit;

namespace Linnet.Tests.Security;

/// <summary>
/// Sends every body of the API with every member of any response and with the columns behind them. Members that the body does
/// not declare, or that no body may declare, must not reach the database.
/// </summary>
[Trait("Promise", "S2")]
public sealed class MassAssignmentTests
{
    private const long Mark = 424_242;
    private const string TextMark = "mark-424242";

    // Sent even where a body declares them: the document is generated from the models, so it would repeat a mistake there.
    private static readonly string[] NobodysToSet =
    [
        "id", "author_id", "is_verified", "is_active", "is_liked", "created_at", "updated_at",
        "followers_count", "following_count", "tweets_count", "likes_count", "replies_count", "retweets_count",
    ];

    private static readonly string[] Columns = ["hashed_password", "user_id", "family_hash", "expires_at", "read_up_to", "recipient_id", "tweet_id"];

    [Fact]
    public async Task No_body_sets_a_member_that_the_caller_may_not_set()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var api = await ApiDescription.ReadAsync(linnet.Http);
        var (caller, bob, cyd) = (await linnet.JoinAsync("mary"), await linnet.JoinAsync("bob"), await linnet.JoinAsync("cyd"));
        // The examples of the document write to her, and add her to the group.
        await linnet.JoinAsync("grace");
        var tweet = await caller.TweetAsync("Mine.");
        var poll = await caller.PollAsync();
        await caller.PostAsync("/tweets/", new { content = "Mine, later.", scheduled_at = TimeProvider.System.GetUtcNow().AddDays(1) });
        var group = (await caller.WriteToAsync("hi", bob, cyd)).Id();
        var picture = await caller.UploadAsync();
        var tried = 0;
        // The deletion of the account comes last, because it removes the rows to check.
        foreach (var operation in api.Operations.Where(operation => operation.Request is not null).OrderBy(operation => operation.Id is "deleteOwnAccount"))
        {
            if (operation.Id is "deleteOwnAccount")
                AssertNothingWasSet(linnet.Database);
            var body = operation.Request!["example"]!.DeepClone().AsObject();
            body.Remove("reply_to_id");
            foreach (var (member, value) in Undeclared(api, operation))
            {
                body[member] = value;
                tried++;
            }
            using var content = operation.Node["requestBody"]!["content"]!["multipart/form-data"] is not null ? Uploading.FormOf(body)
                : operation.Id is "logInWithForm" ? (HttpContent)new FormUrlEncodedContent(body.Select(field => KeyValuePair.Create(field.Key, $"{field.Value}")))
                : JsonContent.Create(body);
            var path = operation.Path.Replace("{tweet_id}", $"{tweet}", StringComparison.Ordinal)
                .Replace("{username}", "bob", StringComparison.Ordinal).Replace("{filter_id}", "1", StringComparison.Ordinal)
                .Replace("{conversation_id}", $"{group}", StringComparison.Ordinal).Replace("{tag}", "looms", StringComparison.Ordinal)
                .Replace("{list_id}", "1", StringComparison.Ordinal).Replace("{draft_id}", "1", StringComparison.Ordinal)
                .Replace("{scheduled_id}", "1", StringComparison.Ordinal).Replace("{media_id}", $"{picture}", StringComparison.Ordinal).Replace("{poll_id}", $"{poll}", StringComparison.Ordinal);
            using var request = new HttpRequestMessage(operation.Method, path);
            request.Content = content;
            var client = operation.NeedsToken ? caller.Http : linnet.Http;
            var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode || operation.Id is "refreshTokens", $"{operation} answered {answer.StatusCode}");
        }

        Assert.True(tried > 50, $"only {tried} members were tried");
        AssertNothingWasSet(linnet.Database);
        Figures.Record($"{tried} members tried");
    }

    private static void AssertNothingWasSet(string database)
    {
        Assert.DoesNotContain(OwnedResources.OfAll(database), row => row.Contains("424242", StringComparison.Ordinal));
        // lang=sql
        const string Privileged = "select count(*) from users where (is_verified or not is_active) and deleted_at is null";
        Assert.Equal(0, PlainSql.Query<long>(database, Privileged).Single());
    }

    private static IEnumerable<(string Member, JsonNode Value)> Undeclared(ApiDescription api, DescribedOperation operation)
    {
        var declared = api.Resolve(operation.Request!["schema"]!)["properties"]!.AsObject().Select(member => member.Key).ToHashSet();
        var members = from schema in api.Document["components"]!["schemas"]!.AsObject()
                      from member in schema.Value!["properties"]?.AsObject() ?? []
                      select member.Key;
        foreach (var member in members.Concat(Columns).Where(member => !declared.Contains(member)).Concat(NobodysToSet).Distinct())
            yield return (member, ValueFor(member));
    }

    private static JsonNode ValueFor(string member) => member switch
    {
        "is_active" => false,
        _ when member.StartsWith("is_", StringComparison.Ordinal) => true,
        _ when member.EndsWith("id", StringComparison.Ordinal) || member.EndsWith("count", StringComparison.Ordinal) || member.EndsWith("_at", StringComparison.Ordinal) => Mark,
        _ => TextMark,
    };
}
