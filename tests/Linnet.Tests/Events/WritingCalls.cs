using Linnet.Events;
using Linnet.Tests.Media;

namespace Linnet.Tests.Events;

/// <summary>A call of the API that writes, and the events that it fires, exactly and in order.</summary>
/// <param name="Prepare">What must be so before.</param>
/// <param name="Send">The call.</param>
/// <param name="Expected">The events, given the id in the answer (0 when it has none).</param>
internal sealed record WritingCall(
    Func<ObservedServer, Task> Prepare, Func<ObservedServer, Task<HttpResponseMessage>> Send, Func<ObservedServer, long, DomainEvent[]> Expected);

/// <summary>The table: each operation that writes, under its method and its path, and what varies in brackets.</summary>
internal static partial class WritingCalls
{
    public static readonly Dictionary<string, WritingCall> All = new(OfAccounts.Concat(OfTweets));

    private static Dictionary<string, WritingCall> OfTweets => new()
    {
        ["PUT /tweets/{tweet_id}/repost"] = Call(
            w => w.Bob.PutAsync($"/tweets/{w.AdasTweet}/repost", new { }),
            (w, id) => [new TweetPosted(id, w.Bob.Id, null, w.ToAda, IsRepost: true), new NotificationAdded(0, w.Ada.Id)]),
        ["DELETE /tweets/{tweet_id}/repost"] = Call(
            w => w.Bob.PutAsync($"/tweets/{w.AdasTweet}/repost", new { }), w => w.Bob.DeleteAsync($"/tweets/{w.AdasTweet}/repost"),
            (w, _) =>
            [
                new TweetDeleted(w.BobsReply + 1, w.Bob.Id, null, w.AdasTweet, [], new About(null, w.Ada.Id, IsRepost: true)),
                new NotificationsRemoved(w.Ada.Id, [], w.BobsReply + 1),
            ]),
        ["PUT /tweets/{tweet_id}/reply_policy"] = Call(
            w => w.Ada.PutAsync($"/tweets/{w.AdasTweet}/reply_policy", new { policy = "nobody" }), (w, _) => [new TweetSettingsChanged(w.AdasTweet, null)]),
        ["PUT /tweets/{tweet_id}/quote_policy"] = Call(
            w => w.Ada.PutAsync($"/tweets/{w.AdasTweet}/quote_policy", new { policy = "nobody" }), (w, _) => [new TweetSettingsChanged(w.AdasTweet, null)]),
        ["POST /tweets/{tweet_id}/hide"] = Call(
            w => w.Bob.PostAsync($"/tweets/{w.BobsReply}/hide"), (w, _) => [new TweetSettingsChanged(w.BobsReply, w.BobsTweet)]),
        ["DELETE /tweets/{tweet_id}/hide"] = Call(
            w => w.Bob.DeleteAsync($"/tweets/{w.BobsReply}/hide"), (w, _) => [new TweetSettingsChanged(w.BobsReply, w.BobsTweet)]),
        ["DELETE /tweets/{tweet_id}/quotes/{quote_id}"] = Call(
            w => w.Bob.TweetAsync("a quote", retweetOf: w.AdasTweet), w => w.Ada.DeleteAsync($"/tweets/{w.AdasTweet}/quotes/{w.BobsReply + 1}"),
            (w, _) => [new TweetSettingsChanged(w.BobsReply + 1, null), new TweetSettingsChanged(w.AdasTweet, null)]),
        ["POST /tweets (of its own)"] = Call(
            w => w.Ada.PostAsync("/tweets", new { content = "new" }), (w, id) => [new TweetPosted(id, w.Ada.Id, null, null)]),
        ["POST /tweets (a reply)"] = Call(
            w => w.Bob.PostAsync("/tweets", new { content = "new", reply_to_id = w.AdasTweet }),
            (w, id) => [new TweetPosted(id, w.Bob.Id, w.ToAda, null), new NotificationAdded(0, w.Ada.Id)]),
        ["POST /tweets (a retweet)"] = Call(
            w => w.Bob.PostAsync("/tweets", new { content = "new", retweet_of_id = w.AdasTweet }),
            (w, id) => [new TweetPosted(id, w.Bob.Id, null, w.ToAda), new NotificationAdded(0, w.Ada.Id)]),
        ["POST /tweets (a reply to oneself)"] = Call(
            w => w.Ada.PostAsync("/tweets", new { content = "new", reply_to_id = w.AdasTweet }),
            (w, id) => [new TweetPosted(id, w.Ada.Id, w.ToAda, null)]),
        ["POST /tweets (a mention)"] = Call(
            w => w.Bob.PostAsync("/tweets", new { content = "new for @ada" }),
            (w, id) => [new TweetPosted(id, w.Bob.Id, Mentioned: [w.Ada.Id]), new NotificationAdded(0, w.Ada.Id)]),
        ["POST /tweets/thread"] = Call(
            w => w.Ada.PostAsync("/tweets/thread", NewThread), (w, _) => ThreadOf(w)),
        ["PUT /tweets/{tweet_id} (a mention)"] = Call(
            w => w.Ada.PutAsync($"/tweets/{w.AdasTweet}", new { content = "edited for @bob" }),
            (w, _) => [new TweetEdited(w.AdasTweet, w.Ada.Id, Mentioned: [w.Bob.Id]), new NotificationAdded(0, w.Bob.Id)]),
        ["PUT /tags/{tag}/follow"] = Call(w => w.Ada.PutAsync("/tags/looms/follow", new { }), (w, _) => [new TagFollowChanged(w.Ada.Id, 1)]),
        ["PUT /tags/{tag}/follow (for the second time)"] = Call(
            w => w.Ada.PutAsync("/tags/looms/follow", new { }), w => w.Ada.PutAsync("/tags/looms/follow", new { }), (_, _) => []),
        ["DELETE /tags/{tag}/follow"] = Call(
            w => w.Ada.PutAsync("/tags/looms/follow", new { }), w => w.Ada.DeleteAsync("/tags/looms/follow"),
            (w, _) => [new TagFollowChanged(w.Ada.Id, 1)]),
        ["DELETE /tags/{tag}/follow (of one that is not followed)"] = Call(w => w.Ada.DeleteAsync("/tags/looms/follow"), (_, _) => []),
        ["POST /tweets (with hashtags)"] = Call(
            w => w.Ada.PostAsync("/tweets", new { content = "#looms #moths" }), (w, id) => [new TweetPosted(id, w.Ada.Id, Tags: [1, 2])]),
        ["POST /tweets (with hashtags, for followers)"] = Call(
            w => w.Ada.PostAsync("/tweets", new { content = "#looms", visibility = "followers" }), (w, id) => [new TweetPosted(id, w.Ada.Id)]),
        ["PUT /tweets/{tweet_id} (with other hashtags)"] = Call(
            w => w.Ada.PutAsync($"/tweets/{w.AdasTweet}", new { content = "#looms #moths" }),
            w => w.Ada.PutAsync($"/tweets/{w.AdasTweet}", new { content = "#moths #nuts" }),
            (w, _) => [new TweetEdited(w.AdasTweet, w.Ada.Id, Tags: [2, 4], ChangedTags: [4, 1])]),
        ["DELETE /tweets/{tweet_id} (with hashtags)"] = Call(
            w => w.Ada.PutAsync($"/tweets/{w.AdasTweet}", new { content = "#looms" }),
            w => w.Ada.DeleteAsync($"/tweets/{w.AdasTweet}"), (w, _) => [new TweetDeleted(w.AdasTweet, w.Ada.Id, null, null, [], Tags: [1])]),
        ["PUT /tweets/{tweet_id}"] = Call(
            w => w.Ada.PutAsync($"/tweets/{w.AdasTweet}", new { content = "edited" }), (w, _) => [new TweetEdited(w.AdasTweet, w.Ada.Id)]),
        ["PUT /tweets/{tweet_id} (to what it says)"] = Call(
            w => w.Ada.PutAsync($"/tweets/{w.AdasTweet}", new { content = "edited" }), w => w.Ada.PutAsync($"/tweets/{w.AdasTweet}", new { content = "edited" }),
            (w, _) => [new TweetSettingsChanged(w.AdasTweet, null)]),
        ["DELETE /tweets/{tweet_id} (alone)"] = Call(
            w => w.Ada.DeleteAsync($"/tweets/{w.AdasTweet}"), (w, _) => [new TweetDeleted(w.AdasTweet, w.Ada.Id, null, null, [])]),
        ["DELETE /tweets/{tweet_id} (a reply that was answered)"] = Call(
            w => w.Ada.TweetAsync("an answer", replyTo: w.BobsReply),
            w => w.Bob.DeleteAsync($"/tweets/{w.BobsReply}"),
            // Bob had a notification of Cyd's like.
            (w, _) => [new TweetDeleted(w.BobsReply, w.Bob.Id, w.BobsTweet, null, [w.BobsReply + 1], new About(w.Bob.Id, null, false)), new NotificationsRemoved(w.Bob.Id, [], w.BobsReply)]),
        ["POST /tweets/{tweet_id}/like"] = Call(
            w => w.Bob.PostAsync($"/tweets/{w.AdasTweet}/like"),
            (w, _) => [new TweetLiked(w.AdasTweet, w.Ada.Id, w.Bob.Id), new NotificationAdded(0, w.Ada.Id)]),
        ["POST /tweets/{tweet_id}/like (one's own)"] = Call(
            w => w.Ada.PostAsync($"/tweets/{w.AdasTweet}/like"), (w, _) => [new TweetLiked(w.AdasTweet, w.Ada.Id, w.Ada.Id)]),
        ["DELETE /tweets/{tweet_id}/like"] = Call(
            w => w.Bob.LikeAsync(w.AdasTweet),
            w => w.Bob.DeleteAsync($"/tweets/{w.AdasTweet}/like"),
            (w, _) => [new TweetUnliked(w.AdasTweet, w.Ada.Id, w.Bob.Id), new NotificationsRemoved(w.Ada.Id, [0])]),
        ["POST /tweets/{tweet_id}/bookmark"] = Call(
            w => w.Bob.PostAsync($"/tweets/{w.AdasTweet}/bookmark"), (w, _) => [new BookmarkChanged(w.Bob.Id, w.AdasTweet, IsBookmarked: true)]),
        ["POST /tweets/{tweet_id}/bookmark (for the second time)"] = Call(
            w => w.Bob.PostAsync($"/tweets/{w.AdasTweet}/bookmark"), w => w.Bob.PostAsync($"/tweets/{w.AdasTweet}/bookmark"), (_, _) => []),
        ["DELETE /tweets/{tweet_id}/bookmark"] = Call(
            w => w.Bob.PostAsync($"/tweets/{w.AdasTweet}/bookmark"), w => w.Bob.DeleteAsync($"/tweets/{w.AdasTweet}/bookmark"),
            (w, _) => [new BookmarkChanged(w.Bob.Id, w.AdasTweet, IsBookmarked: false)]),
        ["POST /tweets/{tweet_id}/mute"] = Call(
            w => w.Bob.PostAsync($"/tweets/{w.AdasTweet}/mute"), (w, _) => [new ThreadMuteChanged(w.Bob.Id, w.AdasTweet, IsMuted: true)]),
        ["POST /tweets/{tweet_id}/mute (for the second time)"] = Call(
            w => w.Bob.PostAsync($"/tweets/{w.AdasTweet}/mute"), w => w.Bob.PostAsync($"/tweets/{w.AdasTweet}/mute"), (_, _) => []),
        ["DELETE /tweets/{tweet_id}/mute"] = Call(
            w => w.Bob.PostAsync($"/tweets/{w.AdasTweet}/mute"), w => w.Bob.DeleteAsync($"/tweets/{w.AdasTweet}/mute"),
            (w, _) => [new ThreadMuteChanged(w.Bob.Id, w.AdasTweet, IsMuted: false)]),
        ["POST /tweets/{tweet_id}/pin"] = Call(w => w.Ada.PostAsync($"/tweets/{w.AdasTweet}/pin"), (w, _) => [new TweetSettingsChanged(w.AdasTweet, null)]),
        ["DELETE /tweets/{tweet_id}/pin"] = Call(
            w => w.Ada.PostAsync($"/tweets/{w.AdasTweet}/pin"), w => w.Ada.DeleteAsync($"/tweets/{w.AdasTweet}/pin"),
            (w, _) => [new TweetSettingsChanged(w.AdasTweet, null)]),
        ["POST /tweets (with a poll)"] = Call(
            w => w.Ada.PostAsync("/tweets", new { content = "new", poll = NewPoll }), (w, id) => [new TweetPosted(id, w.Ada.Id, null, null)]),
        ["POST /drafts"] = Call(w => w.Ada.PostAsync("/drafts", NewDraft)),
        ["PUT /drafts/{draft_id}"] = Call(w => w.Ada.PostAsync("/drafts", NewDraft), w => w.Ada.PutAsync("/drafts/1", new { body = new { } }), (_, _) => []),
        ["DELETE /drafts/{draft_id}"] = Call(w => w.Ada.PostAsync("/drafts", NewDraft), w => w.Ada.DeleteAsync("/drafts/1"), (_, _) => []),
        ["POST /drafts/{draft_id}/publish"] = Call(
            w => w.Ada.PostAsync("/drafts", NewDraft), w => w.Ada.PostAsync("/drafts/1/publish"), (w, id) => [new TweetPosted(id, w.Ada.Id, null, null)]),
        ["POST /drafts/{draft_id}/publish (a thread)"] = Call(
            w => w.Ada.PostAsync("/drafts", new { body = NewThread }), w => w.Ada.PostAsync("/drafts/1/publish"), (w, _) => ThreadOf(w)),
        ["POST /media"] = Call(w => w.Ada.TryUploadAsync(TestPicture.Jpeg())),
        ["PUT /media/{media_id}"] = Call(w => w.Ada.UploadAsync(), w => w.Ada.PutAsync("/media/1", new { description = "looms" }), (_, _) => []),
        ["PUT /media/{media_id} (of a tweet)"] = Call(
            async w =>
            {
                await w.Ada.UploadAsync();
                await w.Ada.PostAsync("/tweets", new { content = "new", media_ids = new[] { 1 } });
            },
            w => w.Ada.PutAsync("/media/1", new { description = "looms" }), (w, _) => [new TweetSettingsChanged(w.BobsReply + 1, null)]),
        ["DELETE /media/{media_id}"] = Call(w => w.Ada.UploadAsync(), w => w.Ada.DeleteAsync("/media/1"), (_, _) => []),
        ["PUT /users/me/avatar"] = Call(
            w => w.Ada.TryUploadAsync(TestPicture.Jpeg(), path: "/users/me/avatar"), (w, _) => [new AccountChanged(w.Ada.Id)]),
        ["DELETE /users/me/avatar"] = Call(w => w.Ada.DeleteAsync("/users/me/avatar"), (w, _) => [new AccountChanged(w.Ada.Id)]),
        ["PUT /users/me/header"] = Call(
            w => w.Ada.TryUploadAsync(TestPicture.Jpeg(), path: "/users/me/header"), (w, _) => [new AccountChanged(w.Ada.Id)]),
        ["DELETE /users/me/header"] = Call(w => w.Ada.DeleteAsync("/users/me/header"), (w, _) => [new AccountChanged(w.Ada.Id)]),
        ["POST /polls/{poll_id}/votes"] = Call(
            w => w.Ada.PostAsync("/tweets", new { content = "new", poll = NewPoll }),
            w => w.Bob.PostAsync($"/polls/{w.BobsReply + 1}/votes", new { choices = new[] { 1 } }),
            (w, _) => [new PollVoted(w.BobsReply + 1, w.Bob.Id, Choices: 2)]),
        ["POST /tweets (for later)"] = Call(w => ScheduleAsync(w)),
        ["PUT /scheduled/{scheduled_id}"] = Call(ScheduleAsync, w => w.Ada.PutAsync("/scheduled/1", new { content = "new" }), (_, _) => []),
        ["DELETE /scheduled/{scheduled_id}"] = Call(ScheduleAsync, w => w.Ada.DeleteAsync("/scheduled/1"), (_, _) => []),
        ["POST /lists"] = Call(w => w.Ada.PostAsync("/lists", new { name = "looms" })),
        ["PUT /lists/{list_id}"] = Call(
            MakeListAsync, w => w.Ada.PutAsync("/lists/1", new { name = "looms", is_exclusive = true }),
            (w, _) => [new ListChanged(w.Ada.Id, 1, AffectsHome: true)]),
        ["DELETE /lists/{list_id}"] = Call(
            MakeListAsync, w => w.Ada.DeleteAsync("/lists/1"), (w, _) => [new ListChanged(w.Ada.Id, 1, AffectsHome: false)]),
        ["PUT /lists/{list_id}/members/{username}"] = Call(
            w => w.Ada.PostAsync("/lists", new { name = "looms" }), w => w.Ada.PutAsync("/lists/1/members/cyd", new { }),
            (w, _) => [new ListChanged(w.Ada.Id, 1, AffectsHome: false)]),
        ["PUT /lists/{list_id}/members/{username} (for the second time)"] = Call(
            MakeListAsync, w => w.Ada.PutAsync("/lists/1/members/cyd", new { }), (_, _) => []),
        ["DELETE /lists/{list_id}/members/{username}"] = Call(
            MakeListAsync, w => w.Ada.DeleteAsync("/lists/1/members/cyd"), (w, _) => [new ListChanged(w.Ada.Id, 1, AffectsHome: false)]),
        ["POST /conversations"] = Call(
            w => w.Ada.PostAsync("/conversations", new { usernames = new[] { "bob" }, content = "hi" }), (w, id) => [new MessageSent(1, id, w.Ada.Id)]),
        ["POST /conversations (a group)"] = Call(
            w => w.Ada.PostAsync("/conversations", new { usernames = new[] { "bob", "cyd" }, content = "hi" }),
            (w, id) => [new MessageSent(1, id, w.Ada.Id)]),
        ["DELETE /conversations/{conversation_id}"] = Call(
            WriteAsync, w => w.Bob.DeleteAsync("/conversations/1"), (w, _) => [new MembersChanged(1, w.Bob.Id)]),
        ["POST /conversations/{conversation_id}/accept"] = Call(WriteAsync, w => w.Bob.PostAsync("/conversations/1/accept"), (_, _) => []),
        ["POST /conversations/{conversation_id}/read"] = Call(
            WriteAsync, w => w.Bob.PostAsync("/conversations/1/read"), (w, _) => [new ConversationRead(1, w.Bob.Id, 1)]),
        ["POST /conversations/{conversation_id}/read (for the second time)"] = Call(
            async w =>
            {
                await WriteAsync(w);
                await w.Bob.PostAsync("/conversations/1/read");
            },
            w => w.Bob.PostAsync("/conversations/1/read"), (_, _) => []),
        ["POST /conversations/{conversation_id}/members"] = Call(
            async w =>
            {
                await w.Ada.PostAsync("/conversations", new { usernames = new[] { "bob", "cyd" }, content = "hi" });
                await w.Cyd.DeleteAsync("/conversations/1");
            },
            w => w.Bob.PostAsync("/conversations/1/members", new { usernames = new[] { "cyd" } }), (_, _) => [new MembersChanged(1, LeaverId: null)]),
        ["POST /conversations/{conversation_id}/members (a member)"] = Call(
            w => w.Ada.PostAsync("/conversations", new { usernames = new[] { "bob", "cyd" }, content = "hi" }),
            w => w.Bob.PostAsync("/conversations/1/members", new { usernames = new[] { "cyd" } }), (_, _) => []),
        ["POST /conversations/{conversation_id}/messages"] = Call(
            WriteAsync, w => w.Bob.PostAsync("/conversations/1/messages", new { content = "hi" }), (w, id) => [new MessageSent(id, 1, w.Bob.Id)]),
        ["DELETE /conversations/{conversation_id}/messages/{message_id}"] = Call(
            WriteAsync, w => w.Ada.DeleteAsync("/conversations/1/messages/1"), (_, _) => [new MessageDeleted(1, 1)]),
        ["POST /notifications/read"] = Call(
            w => w.Bob.LikeAsync(w.AdasTweet), w => w.Ada.PostAsync("/notifications/read", new { up_to_id = long.MaxValue }),
            (w, _) => [new NotificationsRead(w.Ada.Id, 0)]),
        ["DELETE /notifications/{notification_id}"] = Call(
            w => w.Bob.LikeAsync(w.AdasTweet),
            async w => await w.Ada.DeleteAsync($"/notifications/{(await w.Ada.ReadAsync("/notifications"))[0]!["id"]}"),
            (w, _) => [new NotificationsRemoved(w.Ada.Id, [0])]),
    };

    private static object NewDraft => new { body = new { content = "new" } };

    private static object NewThread => new { tweets = new[] { new { content = "new" }, new { content = "newer, for @bob" } } };

    private static DomainEvent[] ThreadOf(ObservedServer world) =>
    [
        new TweetPosted(world.BobsReply + 1, world.Ada.Id, null, null),
        new TweetPosted(world.BobsReply + 2, world.Ada.Id, new(world.BobsReply + 1, world.Ada.Id), Mentioned: [world.Bob.Id]),
        new NotificationAdded(0, world.Bob.Id),
    ];

    private static object NewPoll => new { options = new[] { "Looms", "Engines" }, expires_in = 300 };

    private static async Task AskAsync(ObservedServer world)
    {
        await world.Ada.PutAsync("/users/me", new { is_locked = true });
        await world.Bob.PostAsync("/users/ada/follow");
    }

    private static Task<HttpResponseMessage> ScheduleAsync(ObservedServer world) =>
        world.Ada.PostAsync("/tweets", new { content = "later", scheduled_at = TimeProvider.System.GetUtcNow().AddHours(1) });

    private static async Task MakeListAsync(ObservedServer world)
    {
        await world.Ada.PostAsync("/lists", new { name = "looms" });
        await world.Ada.PutAsync("/lists/1/members/cyd", new { });
    }

    private static Task WriteAsync(ObservedServer world) => world.Ada.PostAsync("/conversations", new { usernames = new[] { "bob" }, content = "hi" });

    private static WritingCall Call(Func<ObservedServer, Task<HttpResponseMessage>> send) => Call(send, (_, _) => []);

    private static WritingCall Call(Func<ObservedServer, Task<HttpResponseMessage>> send, Func<ObservedServer, long, DomainEvent[]> expected) =>
        Call(_ => Task.CompletedTask, send, expected);

    private static WritingCall Call(
        Func<ObservedServer, Task> prepare, Func<ObservedServer, Task<HttpResponseMessage>> send, Func<ObservedServer, long, DomainEvent[]> expected) =>
        new(prepare, send, expected);
}
