using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.OpenApi;

/// <summary>The server's responses match the document.</summary>
public sealed class AnswersTests
{
    [Fact]
    public async Task Every_operation_succeeds_with_a_body_that_satisfies_its_schema()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var calls = new DescribedCalls(await ApiDescription.ReadAsync(linnet.Http));
        var (ada, grace) = (await linnet.JoinAsync("ada"), await linnet.JoinAsync("grace"));

        await calls.ExpectAsync(linnet.Http, "getIndex", "200");
        await calls.ExpectAsync(linnet.Http, "getHealth", "200");
        await calls.ExpectAsync(linnet.Http, "getLiveness", "200");
        await calls.ExpectAsync(linnet.Http, "getReadiness", "200");
        await calls.ExpectAsync(
            linnet.Http, "registerAccount", "201", new { username = "alan", email = "alan@example.org", password = RunningLinnet.Password, bio = "…" });
        var credentials = new Dictionary<string, string> { ["username"] = "alan", ["password"] = RunningLinnet.Password };
        await calls.ExpectAsync(linnet.Http, "logInWithForm", "200", credentials);
        var tokens = await calls.ExpectAsync(linnet.Http, "logIn", "200", credentials);
        tokens = await calls.ExpectAsync(
            linnet.Http, "refreshTokens", "200", new { refresh_token = tokens!["refresh_token"]!.GetValue<string>() });
        using var alan = linnet.ClientFor(tokens!["access_token"]!.GetValue<string>());
        var sessions = await calls.ExpectAsync(alan, "listSessions", "200");
        var other = sessions!.AsArray().Single(session => !session!["is_current"]!.GetValue<bool>())!["id"];
        await calls.ExpectAsync(alan, "endSession", "204", at: [other]);

        await calls.ExpectAsync(alan, "issueSocketTicket", "200");
        await calls.ExpectAsync(alan, "getOwnAccount", "200");
        await calls.ExpectAsync(alan, "updateOwnAccount", "200", new { full_name = "Alan Turing", bio = (string?)null });
        await calls.ExpectAsync(alan, "listUsers", "200");
        await calls.ExpectAsync(alan, "getUser", "200", at: ["ADA"]);
        await calls.ExpectAsync(alan, "followUser", "200", at: ["ada"]);
        await calls.ExpectAsync(alan, "listFollowers", "200", at: ["ada"]);
        await calls.ExpectAsync(alan, "listFollowing", "200", at: ["alan"]);

        var tweet = await ada.TweetAsync("The engine weaves algebraical patterns.");
        await grace.LikeAsync(tweet);
        var reply = (await calls.ExpectAsync(alan, "createTweet", "201", new { content = "🐦", reply_to_id = tweet }))!["id"];
        await calls.ExpectAsync(alan, "createTweet", "201", new { content = "Look:", retweet_of_id = tweet });
        await calls.ExpectAsync(alan, "getTweet", "200", at: [tweet]);
        await calls.ExpectAsync(alan, "updateTweet", "200", new { content = "🐦🐦" }, reply);
        await calls.ExpectAsync(alan, "getThread", "200", at: [tweet]);
        await calls.ExpectAsync(alan, "listVersions", "200", at: [reply]);
        await calls.ExpectAsync(alan, "getTweetSource", "200", at: [reply]);
        await calls.ExpectAsync(alan, "listReplies", "200", at: [tweet]);
        await calls.ExpectAsync(alan, "likeTweet", "200", at: [tweet]);
        await calls.ExpectAsync(alan, "unlikeTweet", "200", at: [tweet]);
        await calls.ExpectAsync(alan, "listTweets", "200");
        await calls.ExpectAsync(alan, "listTweetsByUser", "200", at: ["alan"]);
        await calls.ExpectAsync(alan, "getHomeTimeline", "200");

        await calls.ExpectAsync(grace.Http, "likeTweet", "200", at: [reply]);
        await calls.ExpectAsync(grace.Http, "followUser", "200", at: ["alan"]);
        var notifications = await calls.ExpectAsync(alan, "listNotifications", "200");
        await calls.ExpectAsync(alan, "listNotifications?grouped=true", "200");
        await calls.ExpectAsync(alan, "countUnreadNotifications", "200");
        var newest = notifications![0]!["id"];
        await calls.ExpectAsync(alan, "markNotificationsRead", "200", new { up_to_id = newest });
        await calls.ExpectAsync(alan, "deleteNotification", "204", at: [newest]);

        await calls.ExpectAsync(grace.Http, "repostTweet", "201", at: [tweet]);
        await calls.ExpectAsync(grace.Http, "repostTweet", "200", at: [tweet]);
        await calls.ExpectAsync(alan, "getHomeTimeline", "200");
        await calls.ExpectAsync(alan, "listLikes", "200", at: [tweet]);
        await calls.ExpectAsync(alan, "listReposts", "200", at: [tweet]);
        var quote = (await calls.ExpectAsync(alan, "listQuotes", "200", at: [tweet]))![0]!["id"];
        await calls.ExpectAsync(grace.Http, "undoRepost", "200", at: [tweet]);
        await calls.ExpectAsync(ada.Http, "setReplyPolicy", "200", new { policy = "followers" }, tweet);
        await calls.ExpectAsync(ada.Http, "setQuotePolicy", "200", new { policy = "nobody" }, tweet);
        await calls.ExpectAsync(ada.Http, "hideReply", "200", at: [reply]);
        await calls.ExpectAsync(alan, "listHiddenReplies", "200", at: [tweet]);
        await calls.ExpectAsync(ada.Http, "showReply", "200", at: [reply]);
        await calls.ExpectAsync(ada.Http, "detachQuote", "200", at: [tweet, quote]);
        await calls.ExpectAsync(alan, "getTweet", "200", at: [quote]);

        await calls.ExpectAsync(ada.Http, "pinTweet", "200", at: [tweet]);
        await calls.ExpectAsync(alan, "listPins", "200", at: ["ada"]);
        await calls.ExpectAsync(alan, "listTweetsByUser?pinned=true", "200", at: ["ada"]);
        await calls.ExpectAsync(ada.Http, "unpinTweet", "200", at: [tweet]);
        await calls.ExpectAsync(alan, "bookmarkTweet", "200", at: [tweet]);
        await calls.ExpectAsync(alan, "getTweet", "200", at: [tweet]);
        await calls.ExpectAsync(alan, "listBookmarks", "200");
        await calls.ExpectAsync(alan, "removeBookmark", "200", at: [tweet]);
        await calls.ExpectAsync(alan, "muteThread", "200", at: [tweet]);
        await calls.ExpectAsync(alan, "getTweet", "200", at: [tweet]);
        await calls.ExpectAsync(alan, "unmuteThread", "200", at: [tweet]);
        var asked = (await calls.ExpectAsync(
            alan, "createTweet", "201", new { content = "Which?", poll = new { options = new[] { "Looms", "Engines" }, expires_in = 300, hide_totals = true } }))!["id"];
        await calls.ExpectAsync(grace.Http, "getPoll", "200", at: [asked]);
        await calls.ExpectAsync(grace.Http, "voteInPoll", "200", new { choices = new[] { 0 } }, asked);
        await calls.ExpectAsync(grace.Http, "getTweet", "200", at: [asked]);

        await calls.ExpectAsync(alan, "createTweet", "201", new { content = "For an hour.", expires_in = 3600 });
        var soon = TimeProvider.System.GetUtcNow().AddHours(1);
        var later = (await calls.ExpectAsync(alan, "createTweet", "202", new { content = "Later.", scheduled_at = soon }))!["id"];
        await calls.ExpectAsync(alan, "listScheduledTweets", "200");
        await calls.ExpectAsync(alan, "getScheduledTweet", "200", at: [later]);
        await calls.ExpectAsync(alan, "replaceScheduledTweet", "200", new { content = "Later than that.", scheduled_at = soon.AddHours(1) }, later);
        await calls.ExpectAsync(alan, "deleteScheduledTweet", "204", at: [later]);

        var looms = (await calls.ExpectAsync(alan, "createList", "201", new { name = "Looms" }))!["id"];
        await calls.ExpectAsync(alan, "addListMember", "200", at: [looms, "ada"]);
        await calls.ExpectAsync(alan, "listLists", "200");
        await calls.ExpectAsync(alan, "getList", "200", at: [looms]);
        await calls.ExpectAsync(alan, "getListTimeline", "200", at: [looms]);
        await calls.ExpectAsync(alan, "listMembers", "200", at: [looms]);
        await calls.ExpectAsync(alan, "listListsWithUser", "200", at: ["ada"]);
        await calls.ExpectAsync(alan, "replaceList", "200", new { name = "Looms", is_exclusive = true }, looms);
        await calls.ExpectAsync(alan, "removeListMember", "200", at: [looms, "ada"]);
        await calls.ExpectAsync(alan, "deleteList", "204", at: [looms]);

        await calls.ExpectAsync(alan, "completeUsers?prefix=a", "200");
        await calls.ExpectAsync(alan, "completeUsers", "422");
        await calls.ExpectAsync(alan, "completeTags?prefix=l", "200");

        var draft = (await calls.ExpectAsync(alan, "createDraft", "201", new { body = new { content = "Once" } }))!["id"];
        await calls.ExpectAsync(alan, "listDrafts", "200");
        await calls.ExpectAsync(alan, "getDraft", "200", at: [draft]);
        await calls.ExpectAsync(alan, "replaceDraft", "200", new { body = new { content = "Once more" }, if_version = 1 }, draft);
        await calls.ExpectAsync(alan, "replaceDraft", "409", new { body = new { content = "And again" }, if_version = 1 }, draft);
        await calls.ExpectAsync(alan, "publishDraft", "201", at: [draft]);
        var thread = new { tweets = new[] { new { content = "One" }, new { content = "Two" } } };
        await calls.ExpectAsync(alan, "createThread", "201", thread);
        await calls.ExpectAsync(alan, "createThread", "422", new { tweets = new[] { new { content = "One" } } });
        await calls.ExpectAsync(alan, "createThread", "404", new { tweets = new object[] { new { content = "One" }, new { content = "Two", retweet_of_id = 999_999 } } });
        var unposted = (await calls.ExpectAsync(alan, "createDraft", "201", new { body = thread }))!["id"];
        await calls.ExpectAsync(alan, "publishDraft", "201", at: [unposted]);
        var unwanted = (await calls.ExpectAsync(alan, "createDraft", "201", new { body = new { } }))!["id"];
        await calls.ExpectAsync(alan, "publishDraft", "422", at: [unwanted]);
        await calls.ExpectAsync(alan, "deleteDraft", "204", at: [unwanted]);

        await calls.ExpectAsync(alan, "getMediaLimits", "200");
        var picture = (await calls.ExpectAsync(alan, "uploadMedia", "201", new { file = "", description = "Looms", focus = "0,1" }))!;
        await calls.ExpectAsync(alan, "uploadMedia", "422", new { description = "no file" });
        await calls.ExpectAsync(alan, "getMedia", "200", at: [picture["id"]]);
        await calls.ExpectAsync(alan, "updateMedia", "200", new { focus = (string?)null }, picture["id"]);
        await calls.ExpectAsync(linnet.Http, "getMediaFile", "200", at: [((string)picture["url"]!).Split('/')[^1]]);
        await calls.ExpectAsync(alan, "createTweet", "201", new { content = "", media_ids = new[] { (long)picture["id"]! } });
        await calls.ExpectAsync(alan, "listTweets", "200");
        var unused = (await calls.ExpectAsync(alan, "uploadMedia", "201", new { file = "" }))!["id"];
        await calls.ExpectAsync(alan, "deleteMedia", "204", at: [unused]);
        await calls.ExpectAsync(alan, "setAvatar", "200", new { file = "" });
        await calls.ExpectAsync(alan, "setHeader", "200", new { file = "" });
        await calls.ExpectAsync(alan, "getUser", "200", at: ["alan"]);
        await calls.ExpectAsync(alan, "removeAvatar", "200");
        await calls.ExpectAsync(alan, "removeHeader", "200");

        var filter = (await calls.ExpectAsync(alan, "createFilter", "201", new { title = "Looms", words = new[] { "loom" } }))!["id"];
        await calls.ExpectAsync(alan, "getTweet", "200", at: [tweet]);
        await calls.ExpectAsync(alan, "listFilters", "200");
        await calls.ExpectAsync(alan, "getFilter", "200", at: [filter]);
        await calls.ExpectAsync(alan, "replaceFilter", "200", new { title = "Looms", words = new[] { "loom" }, action = "hide" }, filter);
        await calls.ExpectAsync(alan, "deleteFilter", "204", at: [filter]);

        await calls.ExpectAsync(alan, "createTweet", "201", new { content = "@ada, see https://looms.example #Looms" });
        await calls.ExpectAsync(ada.Http, "listNotifications?types=mention", "200");
        await calls.ExpectAsync(alan, "getTag", "200", at: ["looms"]);
        await calls.ExpectAsync(alan, "listTweetsByTag", "200", at: ["looms"]);
        await calls.ExpectAsync(alan, "followTag", "200", at: ["looms"]);
        await calls.ExpectAsync(alan, "listFollowedTags", "200");
        await calls.ExpectAsync(alan, "unfollowTag", "200", at: ["looms"]);

        await calls.ExpectAsync(alan, "hideReposts", "200", at: ["ada"]);
        await calls.ExpectAsync(alan, "showReposts", "200", at: ["ada"]);
        await calls.ExpectAsync(alan, $"listRelationships?ids={ada.Id},{grace.Id}", "200");
        await calls.ExpectAsync(alan, "muteUser", "200", new { duration_seconds = 3600 }, "grace");
        await calls.ExpectAsync(alan, "getUser", "200", at: ["grace"]);
        await calls.ExpectAsync(alan, "listMutedUsers", "200");
        await calls.ExpectAsync(alan, "unmuteUser", "200", at: ["grace"]);
        await calls.ExpectAsync(alan, "removeFollower", "200", at: ["grace"]);
        await calls.ExpectAsync(alan, "updateOwnAccount", "200", new { is_locked = true });
        await calls.ExpectAsync(grace.Http, "followUser", "202", at: ["alan"]);
        await calls.ExpectAsync(ada.Http, "followUser", "202", at: ["alan"]);
        await calls.ExpectAsync(alan, "listFollowRequests", "200");
        await calls.ExpectAsync(alan, "acceptFollowRequest", "200", at: [grace.Id]);
        await calls.ExpectAsync(alan, "rejectFollowRequest", "200", at: [ada.Id]);
        await calls.ExpectAsync(alan, "listNotifications", "200");
        await calls.ExpectAsync(alan, "blockUser", "200", at: ["grace"]);
        await calls.ExpectAsync(alan, "listBlockedUsers", "200");
        await calls.ExpectAsync(alan, "unblockUser", "200", at: ["grace"]);

        var talk = (await calls.ExpectAsync(alan, "beginConversation", "201", new { usernames = new[] { "ada" }, content = "Hello." }))!["id"];
        await calls.ExpectAsync(alan, "beginConversation", "200", new { usernames = new[] { "ada" }, content = "Are you there?" });
        await calls.ExpectAsync(ada.Http, "listConversationRequests", "200");
        await calls.ExpectAsync(ada.Http, "acceptConversation", "200", at: [talk]);
        await calls.ExpectAsync(ada.Http, "countUnreadMessages", "200");
        await calls.ExpectAsync(ada.Http, "searchMessages?q=hello", "200");
        await calls.ExpectAsync(ada.Http, "markConversationRead", "200", at: [talk]);
        var message = (await calls.ExpectAsync(ada.Http, "sendMessage", "201", new { content = "I am." }, talk))!["id"];
        await calls.ExpectAsync(alan, "listConversations", "200");
        await calls.ExpectAsync(alan, "getConversation", "200", at: [talk]);
        await calls.ExpectAsync(alan, "listMessages", "200", at: [talk]);
        await calls.ExpectAsync(ada.Http, "deleteMessage", "204", at: [talk, message]);
        var group = (await calls.ExpectAsync(alan, "beginConversation", "201", new { usernames = new[] { "ada", "grace" }, content = "Hello." }))!["id"];
        await calls.ExpectAsync(ada.Http, "leaveConversation", "204", at: [group]);
        await calls.ExpectAsync(alan, "addConversationMembers", "200", new { usernames = new[] { "ada" } }, group);

        foreach (var list in new[] { "Follows", "Blocks", "Mutes" })
        {
            await calls.ExpectAsync(alan, $"import{list}", "200", new { csv = "grace\nnobody\n" });
            await calls.ExpectAsync(alan, $"export{list}", "200");
        }

        await calls.ExpectAsync(alan, "deleteTweet", "204", at: [reply]);
        await calls.ExpectAsync(alan, "unfollowUser", "200", at: ["ada"]);
        await calls.ExpectAsync(grace.Http, "logOut", "204");
        await calls.ExpectAsync(alan, "deleteOwnAccount", "204");
        Assert.Empty(calls.NotMade);
    }

    [Fact]
    public async Task Errors_satisfy_their_schemas_and_are_among_the_examples()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var calls = new DescribedCalls(await ApiDescription.ReadAsync(linnet.Http));
        var (ada, grace) = (await linnet.JoinAsync("ada"), await linnet.JoinAsync("grace"));
        var tweet = await ada.TweetAsync("Mine.");

        var taken = new { username = "ada", email = "new@example.org", password = RunningLinnet.Password };
        await calls.ExpectRefusalAsync(linnet.Http, "registerAccount", "400", taken);
        await calls.ExpectRefusalAsync(linnet.Http, "logIn", "401", new { username = "ada", password = "a guess" });
        await calls.ExpectRefusalAsync(linnet.Http, "getOwnAccount", "401");
        await calls.ExpectRefusalAsync(ada.Http, "updateOwnAccount", "403", new { password = "another good one", current_password = "a guess" });
        await calls.ExpectRefusalAsync(ada.Http, "deleteOwnAccount", "403", new { current_password = "a guess" });
        await calls.ExpectRefusalAsync(linnet.Http, "logIn", "413", new { username = new string('a', 70_000), password = "" });
        await calls.ExpectRefusalAsync(ada.Http, "getTweet", "404", at: [0]);
        await calls.ExpectRefusalAsync(grace.Http, "updateTweet", "403", new { content = "Yours." }, tweet);
        await calls.ExpectRefusalAsync(ada.Http, "followUser", "400", at: ["ada"]);
        await calls.ExpectAsync(ada.Http, "getTweet", "422", at: ["x"]);
        await calls.ExpectAsync(linnet.Http, "registerAccount", "422", new { username = "?", password = "short" });
        await calls.ExpectAsync(ada.Http, "createTweet", "422");
    }

    [Fact]
    public async Task Rate_limit_errors_satisfy_their_schemas_and_are_among_the_examples()
    {
        await using var linnet = await RunningLinnet.StartAsync("--ratelimits:enabled=true", "--ratelimits:readsperaccount=1");
        var calls = new DescribedCalls(await ApiDescription.ReadAsync(linnet.Http));
        var ada = await linnet.JoinAsync("ada");
        await calls.ExpectAsync(ada.Http, "getUser", "200", at: ["ada"]);
        await calls.ExpectRefusalAsync(ada.Http, "getUser", "429", at: ["ada"]);
    }
}
