using System.Net.Http.Json;
using Linnet.Tests.Fixtures;
using Linnet.Tests.OpenApi;
using Xunit;

namespace Linnet.Tests.Security;

/// <summary>The database fails in a way that nobody thought of: its tables are gone while the server runs.</summary>
[Trait("Promise", "S17")]
public sealed class BrokenDatabaseTests
{
    // lang=sql
    private const string DropAll = """
        drop table draft_media; drop table scheduled_media; drop table media; drop table blobs;
        drop table scheduled_tweets; drop table bookmarks; drop table muted_threads; drop table drafts; drop table list_members; drop table lists; drop table mentions; drop table tweet_tags; drop table tag_follows; drop table tags;
        drop table poll_votes; drop table poll_options; drop table polls;
        drop table likes; drop table follows; drop table notifications; drop table notification_cursors; drop table post_keys;
        drop table tweets; drop table sessions; drop table users;
        """;

    private static readonly string[] Telltales =
        ["SQLite", "Npgsql", "42P01", "no such table", "select ", "insert ", "update ", "Exception", "   at ", "Linnet.", ".cs", "System.", "Microsoft.", "stack"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_answer_tells_how_it_failed()
    {
        await using var linnet = await RunningLinnet.StartAsync("--logging:Console:loglevel:default=None");
        var api = await ApiDescription.ReadAsync(linnet.Http);
        var ada = await linnet.JoinAsync("ada");
        var tweet = await ada.TweetAsync("before");
        PlainSql.Execute(linnet.Database, DropAll);

        var failed = 0;
        // From the last to the first: what needs a token comes while the token is still known.
        foreach (var operation in api.Operations.Where(operation => operation.Path is not ("/" or "/health" or "/health/live")).Reverse())
        {
            var path = operation.Path.Replace("{username}", "grace", StringComparison.Ordinal).Replace("{tweet_id}", $"{tweet + 1}", StringComparison.Ordinal)
                .Replace("{session_id}", "1", StringComparison.Ordinal).Replace("{notification_id}", "1", StringComparison.Ordinal)
                .Replace("{filter_id}", "1", StringComparison.Ordinal).Replace("{tag}", "looms", StringComparison.Ordinal)
                .Replace("{poll_id}", "1", StringComparison.Ordinal).Replace("{list_id}", "1", StringComparison.Ordinal)
                .Replace("{media_id}", "1", StringComparison.Ordinal).Replace("{name}", "5d41402abc4b2a76b9719d911017c592.webp", StringComparison.Ordinal)
                .Replace("{draft_id}", "1", StringComparison.Ordinal).Replace("{scheduled_id}", "1", StringComparison.Ordinal);
            using var request = new HttpRequestMessage(operation.Method, path);
            if (operation.Request?["example"] is { } example)
            {
                request.Content = operation.Id is "logInWithForm"
                    ? new FormUrlEncodedContent(example.AsObject().Select(field => KeyValuePair.Create(field.Key, $"{field.Value}")))
                    : JsonContent.Create(example);
            }
            var answer = await ada.Http.SendAsync(request, Cancellation);
            var text = $"{answer.Headers}{await answer.Content.ReadAsStringAsync(Cancellation)}";
            foreach (var telltale in Telltales)
                Assert.False(text.Contains(telltale, StringComparison.OrdinalIgnoreCase), $"{operation} told \"{telltale}\": {text}");
            if ((int)answer.StatusCode < 500)
                continue;
            failed++;
            Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        }
        Assert.True(failed >= 10, $"only {failed} operations failed");
        Figures.Record($"{failed} operations failed");
    }
}
