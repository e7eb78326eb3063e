using System.Net;
using System.Text.Json.Nodes;
using Linnet.Events;
using Linnet.Tests.Fixtures;
using Linnet.Tests.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Relations;

/// <summary>Each relation of a viewer and an author at each route and channel that shows tweets or people, on one node and on two.</summary>
public sealed class MatrixTests
{
    /// <summary>Every route that reads, and which check covers it; a route that is added later has to be added here.</summary>
    private static readonly Dictionary<string, string> Covered = new()
    {
        ["getTweet"] = nameof(AssertByIdAsync),
        ["listTweets"] = nameof(AssertListsAsync),
        ["getHomeTimeline"] = nameof(AssertListsAsync),
        ["listTweetsByUser"] = nameof(AssertListsAsync),
        ["listReplies"] = nameof(AssertListsAsync),
        ["listHiddenReplies"] = nameof(AssertListsAsync),
        ["listQuotes"] = nameof(AssertListsAsync),
        ["listTweetsByTag"] = nameof(AssertListsAsync),
        ["getThread"] = nameof(AssertListsAsync),
        ["listVersions"] = nameof(AssertByIdAsync),
        ["getPoll"] = "Shown by what shows a tweet by its id: PollTests",
        ["getTweetSource"] = "The caller's own tweets",
        ["listLikes"] = nameof(AssertPeopleAsync),
        ["listReposts"] = nameof(AssertPeopleAsync),
        ["listUsers"] = nameof(AssertPeopleAsync),
        ["listFollowers"] = nameof(AssertPeopleAsync),
        ["listFollowing"] = nameof(AssertPeopleAsync),
        ["getUser"] = nameof(AssertPeopleAsync),
        ["listNotifications"] = nameof(AssertInboxAsync),
        ["countUnreadNotifications"] = nameof(AssertInboxAsync),
        ["listRelationships"] = "The caller's own relations",
        ["listBlockedUsers"] = "The caller's own blocks",
        ["listMutedUsers"] = "The caller's own mutes",
        ["completeUsers"] = "Without who blocks or is blocked: CompletionTests",
        ["completeTags"] = "Of public tweets, the same for everybody: CompletionTests",
        ["getMedia"] = "The caller's own pictures; those of a tweet are part of it",
        ["getMediaFile"] = "Everyone who knows the URL, which cannot be guessed: UploadTests",
        ["getMediaLimits"] = "Nobody's data",
        ["listDrafts"] = "The caller's own drafts",
        ["getDraft"] = "The caller's own drafts",
        ["listLists"] = "The caller's own lists",
        ["getList"] = "The caller's own lists",
        ["listMembers"] = "The caller's own lists",
        ["listListsWithUser"] = "The caller's own lists",
        ["getListTimeline"] = nameof(AssertListsAsync),
        ["listScheduledTweets"] = "The caller's own, which are no tweets",
        ["getScheduledTweet"] = "The caller's own, which are no tweets",
        ["listFilters"] = "The caller's own filters",
        ["getFilter"] = "The caller's own filters",
        ["exportFollows"] = "The caller's own follows",
        ["exportBlocks"] = "The caller's own blocks",
        ["exportMutes"] = "The caller's own mutes",
        ["getTag"] = "Counts over all public tweets, the same for everybody",
        ["listPins"] = nameof(AssertListsAsync),
        ["listBookmarks"] = "The caller's own, without what they may not see: BookmarkTests",
        ["listFollowedTags"] = "The caller's own",
        ["listFollowRequests"] = "Who asks the caller; a block ends requests",
        ["listConversations"] = "Its members': MessagePrivacyTests",
        ["listConversationRequests"] = "Its members': MessagePrivacyTests",
        ["getConversation"] = "Its members': MessagePrivacyTests",
        ["listMessages"] = "Its members': MessagePrivacyTests",
        ["searchMessages"] = "Its members': MessageSearchTests",
        ["countUnreadMessages"] = "The caller's own",
        ["getIndex"] = "Nobody's data",
        ["getHealth"] = "Nobody's data",
        ["getLiveness"] = "Nobody's data",
        ["getReadiness"] = "Nobody's data",
        ["getOwnAccount"] = "The caller's own",
        ["listSessions"] = "The caller's own",
    };

    public static TheoryData<Relation> Relations => [.. Enum.GetValues<Relation>()];

    [Fact]
    public async Task Every_route_that_reads_has_a_row()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var api = await ApiDescription.ReadAsync(linnet.Http);
        Assert.Equal(
            api.Operations.Where(operation => operation.Method == HttpMethod.Get).Select(operation => operation.Id).Order(), Covered.Keys.Order());
    }

    [Theory]
    [MemberData(nameof(Relations))]
    public async Task A_viewer_sees_what_the_relation_allows(Relation relation)
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var world = new MatrixWorld(relation, await linnet.JoinAsync("viewer"), await linnet.JoinAsync("author"), await linnet.JoinAsync("friend"));
        await world.BeginAsync();
        // Everything is in memory before the relation changes, so that it has to be kept true, not only loaded right.
        await ReadAllAsync(world);
        await world.RelateAsync();
        await ReadAllAsync(world);
        await using var socket = await LiveClient.ConnectAsync(world.Viewer);
        using var stream = await EventStream.OpenAsync(world.Viewer);
        await world.WriteAsync();
        var changed = await world.ChangeAsync();
        // Messages come in the order of the commits, so this one ends what is expected.
        var last = await world.Friend.TweetAsync("the last");
        await AssertMessagesAsync(world, changed, await ReceiveUpToAsync(last, async () => await socket.ReceiveAsync()));
        await AssertMessagesAsync(world, changed, await ReceiveUpToAsync(last, async () => (await stream.ReadAsync())!.Message));
        await world.Friend.DeleteAsync($"/tweets/{last}");
        await AssertAsync(world);
        // And as it is loaded.
        linnet.Services.GetRequiredService<EventBus>().Publish(new CachesInvalid(), new Commit(long.MaxValue, IsRemote: false));
        await AssertAsync(world);
    }

    [Theory]
    [MemberData(nameof(Relations))]
    public async Task So_it_is_on_another_node(Relation relation)
    {
        await using var nodes = await TwoNodes.StartAsync();
        var (_, viewer) = await nodes.JoinAsync();
        var world = new MatrixWorld(relation, viewer, (await nodes.JoinAsync()).AtA, (await nodes.JoinAsync()).AtA);
        await world.BeginAsync();
        await ReadAllAsync(world);
        await world.RelateAsync();
        await Eventually.TrueAsync(async () => await KnowsAsync(nodes.A, world), "the other node knows the relation");
        await world.WriteAsync();
        await world.ChangeAsync();
        var newest = world["friend's reply"];
        await Eventually.TrueAsync(async () => (await viewer.GetAsync($"/tweets/{newest}")).IsSuccessStatusCode, "the last tweet");
        await Eventually.TrueAsync(async () => await IsSettledAsync(world), "the timeline has what it should");
        await AssertAsync(world);
    }

    private static async Task<bool> KnowsAsync(RunningLinnet node, MatrixWorld world)
    {
        var there = world.Viewer.On(node);
        return (await there.ReadAsync($"/users/{world.Author.Username}"))["relationship"]!.ToJsonString()
            == (await world.Viewer.ReadAsync($"/users/{world.Author.Username}"))["relationship"]!.ToJsonString();
    }

    private static async Task<bool> IsSettledAsync(MatrixWorld world)
    {
        var ids = (await world.Viewer.ReadAsync("/tweets/timeline?page_size=100"))["tweets"]!.AsArray().Select(tweet => (long)tweet!["id"]!);
        return ids.Order().SequenceEqual(Once(world, world.Home).Order());
    }

    private static async Task ReadAllAsync(MatrixWorld world)
    {
        foreach (var path in new[] { "/tweets/timeline", "/lists/1/tweets", "/tweets/", $"/tweets/user/{world.Author.Username}", "/notifications", "/users/" })
            await world.Viewer.ReadAsync(path);
    }

    private static async Task AssertAsync(MatrixWorld world)
    {
        await AssertByIdAsync(world);
        await AssertListsAsync(world);
        await AssertPeopleAsync(world);
        await AssertInboxAsync(world);
    }

    private static async Task AssertByIdAsync(MatrixWorld world)
    {
        foreach (var name in world.Everything)
        {
            using var answer = await world.Viewer.GetAsync($"/tweets/{world[name]}");
            Assert.True(world.MaySee(name) ? answer.StatusCode is HttpStatusCode.OK : answer.StatusCode is HttpStatusCode.NotFound, $"{name} answered {answer.StatusCode}");
        }
        foreach (var name in world.Everything)
        {
            using var answer = await world.Viewer.GetAsync($"/tweets/{world[name]}/history");
            Assert.True(world.MaySee(name) == answer.StatusCode is HttpStatusCode.OK, $"the history of {name} answered {answer.StatusCode}");
        }
        await AssertNamesAsync(world, $"/tweets/?ids={string.Join(',', world.Everything.Select(name => world[name]))}", world.Everything.Where(world.MaySee));
        var quote = await world.Viewer.ReadAsync($"/tweets/{world["friend's quote"]}");
        Assert.Equal(world.StateOfQuoted, (string?)quote["quoted"]!["state"]);
        Assert.Equal(world.StateOfQuoted is "shown", quote["quoted"]!["tweet"] is not null);
    }

    private static async Task AssertListsAsync(MatrixWorld world)
    {
        await AssertNamesAsync(world, "/tweets/?limit=100", world.PublicFeed);
        await AssertNamesAsync(world, $"/tags/{MatrixWorld.Tag}/tweets?limit=100", world.PublicFeed);
        await AssertNamesAsync(world, "/tweets/timeline?page_size=100", Once(world, world.Home).Select(world.NameOf));
        await AssertNamesAsync(world, "/lists/1/tweets?limit=100", Once(world, world.InList).Select(world.NameOf));
        await AssertNamesAsync(world, $"/tweets/user/{world.Author.Username}?limit=100", world.AuthorsProfile);
        await AssertNamesAsync(world, $"/users/{world.Author.Username}/pins", world.AuthorsProfile.Intersect(MatrixWorld.Pinned));
        await AssertNamesAsync(world, $"/tweets/user/{world.Friend.Username}?limit=100", world.FriendsProfile);
        await AssertNamesAsync(world, $"/tweets/{world["friend's"]}/replies", world.RepliesToFriend);
        await AssertNamesAsync(world, $"/tweets/{world["friend's"]}/quotes", world.QuotesOfFriend);
        var thread = await world.Viewer.ReadAsync($"/tweets/{world["friend's"]}/context");
        Assert.Equal(world.RepliesToFriend.Order(), thread["descendants"]!.AsArray().Select(entry => world.NameOf((long)entry!["id"]!)).Order());
        await world.Friend.PostAsync($"/tweets/{world["reply"]}/hide");
        await Eventually.TrueAsync(
            async () => (await world.Viewer.ReadAsync($"/tweets/{world["friend's"]}/replies")).AsArray().Count is 0, "the reply is hidden");
        await AssertNamesAsync(world, $"/tweets/{world["friend's"]}/hidden_replies", world.RepliesToFriend);
        await world.Friend.DeleteAsync($"/tweets/{world["reply"]}/hide");
        await Eventually.TrueAsync(
            async () => (await world.Viewer.ReadAsync($"/tweets/{world["friend's"]}/replies")).AsArray().Count == world.RepliesToFriend.Count(), "the reply shows");
    }

    private static async Task AssertPeopleAsync(MatrixWorld world)
    {
        foreach (var path in new[]
        {
            "/users/?limit=100", $"/tweets/{world["friend's"]}/likes", $"/tweets/{world["friend's other"]}/reposts",
            $"/users/{world.Friend.Username}/following",
        })
        {
            var listed = (await world.Viewer.ReadAsync(path)).AsArray().Any(user => (long)user!["id"]! == world.Author.Id);
            Assert.True(listed == world.ListsAuthor, $"{path} lists the author: {listed}");
        }
        var followers = (await world.Viewer.ReadAsync($"/users/{world.Author.Username}/followers")).AsArray().Select(user => (long)user!["id"]!);
        Assert.Equal(world.Follows, followers.Contains(world.Viewer.Id));
        Assert.Equal(world.Author.Username, (string?)(await world.Viewer.ReadAsync($"/users/{world.Author.Username}"))["username"]);
    }

    private static async Task AssertInboxAsync(MatrixWorld world)
    {
        foreach (var path in new[] { "/notifications?limit=100", "/notifications?limit=100&types=like,reply", "/notifications?grouped=true" })
        {
            var kinds = (await world.Viewer.ReadAsync(path)).AsArray().Select(item => (string)item!["type"]!);
            Assert.Equal(world.Inbox.Order(), kinds.Order());
        }
        Assert.Equal(world.Inbox.Count(), (long)(await world.Viewer.ReadAsync("/notifications/unread_count"))["unread_count"]!);
    }

    /// <summary>The ids without those of which the same page has a later repost.</summary>
    private static IEnumerable<long> Once(MatrixWorld world, IEnumerable<string> names)
    {
        var all = names.ToHashSet();
        return all.Where(name => !all.Contains(name switch
        {
            "reposted" => "friend's repost",
            "friend's other" => "repost",
            "friend's quote" => "friend's repost of a quote",
            "quote of own" => "friend's repost of own",
            _ => "",
        })).Select(name => world[name]);
    }

    private static async Task AssertNamesAsync(MatrixWorld world, string path, IEnumerable<string> expected)
    {
        var answer = await world.Viewer.ReadAsync(path);
        var tweets = (answer as JsonArray ?? answer["tweets"]!.AsArray()).Select(tweet => world.NameOf((long)tweet!["id"]!));
        Assert.Equal(expected.Order(), tweets.Order());
    }

    private static async Task AssertMessagesAsync(MatrixWorld world, long changed, List<(string Type, long TweetId, JsonNode? Tweet)> messages)
    {
        var posted = messages.Where(message => message.Type is "new_tweet").Select(message => world.NameOf(message.TweetId));
        Assert.Equal(world.Arriving.Order(), posted.Order());
        var changes = messages.Where(message => message.TweetId == changed).Select(message => message.Type);
        Assert.Equal(world.GetsChanges ? ["tweet_updated", "tweet_deleted"] : [], changes);
        foreach (var message in messages.Where(message => message.Type is "new_tweet"))
            Assert.Equal(WithoutCounts(await world.Viewer.ReadAsync($"/tweets/{message.TweetId}")), WithoutCounts(message.Tweet!));
    }

    /// <summary>What a tweet says and embeds, without what changes after the message: counts, the pin and the viewer's marks.</summary>
    private static string WithoutCounts(JsonNode tweet)
    {
        Remove(tweet);
        return tweet.ToJsonString();

        static void Remove(JsonNode node)
        {
            foreach (var (name, value) in node.AsObject().ToList())
            {
                if (name.EndsWith("_count", StringComparison.Ordinal) || name is "is_liked" or "is_reposted" or "is_pinned")
                    node.AsObject().Remove(name);
                else if (value is JsonObject)
                    Remove(value);
            }
        }
    }

    private static async Task<List<(string Type, long TweetId, JsonNode? Tweet)>> ReceiveUpToAsync(long last, Func<Task<JsonNode?>> receive)
    {
        var messages = new List<(string, long, JsonNode?)>();
        while (true)
        {
            if (await receive() is not { } message || (string)message["type"]! is not ("new_tweet" or "tweet_updated" or "tweet_deleted"))
                continue;
            var id = (long)message["data"]!["tweet_id"]!;
            if (id == last)
                return messages;
            messages.Add(((string)message["type"]!, id, message["data"]!["tweet"]));
        }
    }
}
