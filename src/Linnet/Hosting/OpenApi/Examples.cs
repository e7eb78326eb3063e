using System.Text.Json;
using System.Text.Json.Nodes;
using Linnet.Accounts.Sessions;
using Linnet.Hosting.Probes;
using Linnet.Media;
using Linnet.Messages;
using Linnet.Notifications;
using Linnet.Relations;
using Linnet.Relations.Filters;
using Linnet.Relations.Lists;
using Linnet.Timelines;
using Linnet.Tweets;
using Linnet.Tweets.Bookmarks;
using Linnet.Tweets.Drafts;
using Linnet.Tweets.Edits;
using Linnet.Tweets.Polls;
using Linnet.Tweets.Scheduled;
using Linnet.Tweets.Tags;
using Linnet.Tweets.Threads;
using Linnet.Users;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using static Linnet.Hosting.OpenApi.ExampleBelongings;
using static Linnet.Hosting.OpenApi.ExampleWorld;

namespace Linnet.Hosting.OpenApi;

/// <summary>
/// The examples of the document, by operation. The production serializer writes the response examples. A test validates
/// request and response examples against their schemas.
/// </summary>
internal sealed class Examples(IOptions<JsonOptions> json)
{
    private const string Password = "correct horse battery";

    public static JsonNode? OfParameter(string name) => name switch
    {
        "username" => Ada.Username,
        "tweet_id" => First.Id,
        "session_id" => Current.Id,
        "notification_id" => Like.Id,
        "quote_id" => Quote.Id,
        "filter_id" => Spoilers.Id,
        "list_id" => Weavers.Id,
        "scheduled_id" => Later.Id,
        "conversation_id" => Talk.Id,
        "message_id" => Said.Id,
        "user_id" => Grace.Id,
        "tag" => Looms.Key,
        "poll_id" => Open.Id,
        "draft_id" => Unposted.Id,
        "media_id" => Loom.Id,
        "name" => Loom.Url[MediaUrls.Path.Length..],
        _ => null,
    };

    public static JsonNode? OfRequest(string? operation) => operation switch
    {
        "registerAccount" => new JsonObject
        {
            ["username"] = Ada.Username,
            ["email"] = Ada.Email,
            ["password"] = Password,
            ["full_name"] = Ada.FullName,
            ["bio"] = Ada.Bio,
        },
        "logInWithForm" => new JsonObject { ["grant_type"] = "password", ["username"] = Ada.Username, ["password"] = Password },
        "logIn" => new JsonObject { ["username"] = Ada.Username, ["password"] = Password },
        "refreshTokens" => new JsonObject { ["refresh_token"] = Tokens.RefreshToken },
        "deleteOwnAccount" => new JsonObject { ["current_password"] = Password },
        "updateOwnAccount" => new JsonObject { ["full_name"] = "Ada King", ["bio"] = null },
        "createDraft" => new JsonObject { ["body"] = Unposted.Body.DeepClone() },
        "replaceDraft" => new JsonObject { ["body"] = Unposted.Body.DeepClone(), ["if_version"] = 1 },
        "uploadMedia" => new JsonObject { ["file"] = "(the bytes)", ["description"] = Loom.Description, ["focus"] = Loom.Focus },
        "updateMedia" => new JsonObject { ["description"] = Loom.Description, ["focus"] = null },
        "setAvatar" or "setHeader" => new JsonObject { ["file"] = "(the bytes)" },
        "createTweet" => new JsonObject { ["content"] = Reply.Content, ["reply_to_id"] = First.Id },
        "createThread" => new JsonObject
        {
            ["tweets"] = new JsonArray(
                new JsonObject { ["content"] = Opening.Content, ["visibility"] = Words.Public }, new JsonObject { ["content"] = Sequel.Content }),
        },
        "updateTweet" => new JsonObject { ["content"] = First.Content },
        "replaceScheduledTweet" => new JsonObject { ["content"] = Later.Tweet.Content },
        "voteInPoll" => new JsonObject { ["choices"] = new JsonArray(0) },
        "setReplyPolicy" or "setQuotePolicy" => new JsonObject { ["policy"] = Words.Followers },
        "muteUser" => new JsonObject { ["duration_seconds"] = 86_400, ["notifications"] = true },
        "createFilter" or "replaceFilter" => new JsonObject { ["title"] = Spoilers.Title, ["words"] = new JsonArray("finale", "season 3") },
        "createList" or "replaceList" => new JsonObject { ["name"] = Weavers.Name, ["replies"] = "members" },
        "importFollows" => new JsonObject { ["csv"] = "Account address,Show boosts\ngrace,true\nalan,false\n" },
        "importBlocks" => new JsonObject { ["csv"] = "eve\nalan\n" },
        "importMutes" => new JsonObject { ["csv"] = "Account address,Hide notifications\ngrace,true\nalan,true\n" },
        "beginConversation" => new JsonObject { ["usernames"] = new JsonArray(Grace.Username), ["content"] = Said.Content },
        "sendMessage" => new JsonObject { ["content"] = Said.Content },
        "addConversationMembers" => new JsonObject { ["usernames"] = new JsonArray(Grace.Username) },
        "markConversationRead" => new JsonObject { ["up_to_id"] = Said.Id },
        "markNotificationsRead" => new JsonObject { ["up_to_id"] = Like.Id },
        _ => null,
    };

    /// <summary>The response examples by name: an operation has several when a parameter selects the shape of the response.</summary>
    public IDictionary<string, IOpenApiExample> OfAnswers(string? operation, string status) =>
        Answers(operation, status).ToDictionary(
            answer => answer.Name,
            IOpenApiExample (answer) => new OpenApiExample
            {
                Value = answer.Body as JsonNode ?? JsonSerializer.SerializeToNode(answer.Body, json.Value.SerializerOptions.GetTypeInfo(answer.Body.GetType())),
            });

    public static JsonNode OfValidationErrors() => new JsonObject
    {
        ["detail"] = new JsonArray(new JsonObject
        {
            ["type"] = "string_too_short",
            ["loc"] = new JsonArray("body", "content"),
            ["msg"] = "String should have at least 1 character",
            ["input"] = "",
            ["ctx"] = new JsonObject { ["min_length"] = 1 },
        }),
        ["code"] = "validation_error",
    };

    public static JsonNode? OfConflict(string? operation) => operation switch
    {
        "replaceDraft" => JsonSerializer.SerializeToNode(
            new DraftConflict(DraftErrors.Changed.Detail, DraftErrors.Changed.Code, Unposted with { Version = 2 }), TweetsJson.Wire.DraftConflict),
        _ => null,
    };

    private static IEnumerable<(string Name, object Body)> Answers(string? operation, string status) => operation switch
    {
        "createTweet" or "publishDraft" when status is "202" => [("scheduled", Later)],
        "createTweet" => [("success", Reply)],
        "publishDraft" => [("tweet", First), ("thread", new PostedThread([Opening, Sequel]))],
        "listNotifications" => [("single", new List<Notification> { Like }), ("grouped", new List<NotificationGroup> { Likes })],
        _ => Answer(operation) is { } answer ? [("success", answer)] : [],
    };

    private static ScheduledFailure ParentGone => new(TweetErrors.ReplyParentNotFound.Code, TweetErrors.ReplyParentNotFound.Detail);

    private static JsonNode? Node(Tweet tweet) => JsonSerializer.SerializeToNode(tweet, TweetsJson.Wire.Tweet);

    private static JsonNode? Node(Tombstone tombstone) => JsonSerializer.SerializeToNode(tombstone, TweetsJson.Wire.Tombstone);

    private static object? Answer(string? operation) => operation switch
    {
        "getIndex" => HomeEndpoints.GetIndex().Value,
        "getHealth" => HealthEndpoints.Get().Value,
        "getLiveness" => HealthEndpoints.GetLive().Value,
        "getReadiness" => HealthEndpoints.Ready,
        "registerAccount" => Ada with { IsVerified = false, FollowersCount = 0, FollowingCount = 0, TweetsCount = 0 },
        "getOwnAccount" => Ada,
        "updateOwnAccount" => Ada with { FullName = "Ada King", Bio = null },
        "logInWithForm" or "logIn" or "refreshTokens" => Tokens,
        "issueSocketTicket" => new SocketTicket("q2VtcGVyIGZpZGVsaXMh8A", ExpiresIn: 30),
        "listSessions" => new List<Session> { Current },
        "listUsers" => new List<User> { Public(Ada), Grace },
        "listFollowers" or "listFollowing" => new List<User> { Grace },
        "getUser" => Profile(Grace, NoRelation with { Following = true }),
        "followUser" => new FollowResponse("Successfully followed @ada", IsFollowing: true, IsRequested: false),
        "unfollowUser" => new FollowResponse("Successfully unfollowed @ada", IsFollowing: false, IsRequested: false),
        "listRelationships" => new List<Relationship> { NoRelation with { Following = true, FollowedBy = true } },
        "blockUser" => NoRelation with { Blocking = true },
        "muteUser" => NoRelation with { Muting = true, MutingNotifications = true, MutedUntil = At(hour: 12) + TimeSpan.FromDays(1) },
        "hideReposts" => NoRelation with { Following = true, HidingReposts = true },
        "showReposts" => NoRelation with { Following = true },
        "acceptFollowRequest" => NoRelation with { FollowedBy = true },
        "unblockUser" or "unmuteUser" or "removeFollower" or "rejectFollowRequest" => NoRelation,
        "listBlockedUsers" or "listMutedUsers" or "listFollowRequests" or "listLikes" or "listReposts" => new List<User> { Grace },
        "listFilters" => new List<Filter> { Spoilers },
        "getFilter" or "createFilter" or "replaceFilter" => Spoilers,
        "listLists" or "listListsWithUser" => new List<MemberList> { Weavers },
        "createList" => Weavers with { MembersCount = 0 },
        "getList" or "replaceList" or "addListMember" => Weavers,
        "removeListMember" => Weavers with { MembersCount = 0 },
        "listMembers" => new List<User> { Grace },
        "getListTimeline" => new List<Tweet> { Reply },
        "importFollows" or "importBlocks" or "importMutes" => PartlyImported,
        "getTag" or "followTag" => Looms,
        "unfollowTag" => Looms with { IsFollowing = false },
        "completeUsers" => new List<User> { Grace },
        "completeTags" => new List<CompletedTag> { new() { Tag = Looms.Key, Name = Looms.Name, IsFollowing = true } },
        "listFollowedTags" => new List<FollowedTag> { new() { Id = 12, Tag = Looms.Key, Name = Looms.Name } },
        "listTweetsByTag" => new List<Tweet> { Tagged },
        "getMediaLimits" => MediaEndpoints.GetLimits(Options.Create(new MediaOptions())).Value,
        "uploadMedia" or "getMedia" => Loom,
        "updateMedia" => Loom with { Focus = null },
        "setAvatar" => Ada,
        "removeAvatar" or "removeHeader" => Ada with { AvatarUrl = null },
        "setHeader" => Ada with { HeaderUrl = "/media/files/8277e0910d750195b448797616e091ad.webp" },
        "getPoll" => Open,
        "listDrafts" => new List<Draft> { Unposted },
        "createDraft" or "getDraft" => Unposted,
        "replaceDraft" => Unposted with { Version = 2 },
        "voteInPoll" => Open with
        {
            VotesCount = 4,
            VotersCount = 4,
            Options = [new PollOption("Looms", 3), new PollOption("Engines", 1)],
            Voted = true,
            OwnVotes = [0],
        },
        "listScheduledTweets" => new List<ScheduledTweet> { Later, Later with { Id = 3, State = ScheduledState.Failed, Error = ParentGone } },
        "getScheduledTweet" or "replaceScheduledTweet" => Later,
        "createThread" => new PostedThread([Opening, Sequel]),
        "getTweet" => First with { Media = [Loom] },
        "updateTweet" => First with { UpdatedAt = At(hour: 12), EditedAt = At(hour: 12) },
        "listVersions" => new List<TweetVersion> { FirstVersion, FirstVersion with { Number = 2, Content = First.Content, WrittenAt = At(hour: 12) } },
        "getTweetSource" => new TweetSource(First.Id, First.Content, First.ContentWarning),
        "getThread" => new JsonObject
        {
            ["ancestors"] = new JsonArray(),
            ["descendants"] = new JsonArray(Node(Reply), Node(Gone), Node(Reply with { Id = 111, Content = "Not any more.", ReplyToId = null, DeletedParentId = Gone.Id })),
            ["truncated"] = false,
        },
        "repostTweet" => Repost,
        "undoRepost" => First,
        "listQuotes" => new List<Tweet> { Quote },
        "listHiddenReplies" => new List<Tweet> { Reply with { IsHiddenReply = true } },
        "hideReply" => Reply with { IsHiddenReply = true },
        "showReply" => Reply,
        "setReplyPolicy" => First with { ReplyPolicy = AudiencePolicy.Followers },
        "setQuotePolicy" => First with { QuotePolicy = AudiencePolicy.Followers },
        "detachQuote" => Quote with { RetweetOfId = null, Quoted = new QuotedTweet(QuoteState.Detached, null) },
        "listTweets" => new List<Tweet> { Reply, First },
        "listTweetsByUser" => new List<Tweet> { First },
        "listReplies" => new List<Tweet> { Reply },
        "getHomeTimeline" => new TimelineResponse([Reply, First], Total: 2, Page: 1, PageSize: 20),
        "likeTweet" => new LikeResponse("Tweet liked successfully", IsLiked: true, LikesCount: 3),
        "unlikeTweet" => new LikeResponse("Tweet unliked successfully", IsLiked: false, LikesCount: 2),
        "pinTweet" => First with { IsPinned = true },
        "unpinTweet" => First,
        "listPins" => new List<Tweet> { First with { IsPinned = true } },
        "bookmarkTweet" => new BookmarkResponse(IsBookmarked: true),
        "removeBookmark" => new BookmarkResponse(IsBookmarked: false),
        "muteThread" => new ThreadMuteResponse(IsThreadMuted: true),
        "unmuteThread" => new ThreadMuteResponse(IsThreadMuted: false),
        "listBookmarks" => new List<Bookmark> { Kept, Kept with { Id = 8, TweetId = Gone.Id, State = BookmarkState.Unavailable, Tweet = null } },
        "listConversations" => new List<Conversation> { Talk },
        "listConversationRequests" => new List<Conversation> { Talk with { IsRequest = true } },
        "beginConversation" or "getConversation" or "acceptConversation" => Talk,
        "markConversationRead" => Talk with { UnreadCount = 0, LastReadId = Said.Id },
        "addConversationMembers" => Talk with { IsGroup = true },
        "listMessages" => new List<Message> { Said },
        "sendMessage" => Said,
        "searchMessages" => new FoundMessages([Said], [Talk], Next: null),
        "countUnreadMessages" => new UnreadMessages(UnreadCount: 1, RequestsCount: 0),
        "countUnreadNotifications" => new UnreadNotifications(1),
        "markNotificationsRead" => new UnreadNotifications(0),
        _ => null,
    };
}
