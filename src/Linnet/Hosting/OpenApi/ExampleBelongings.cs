using System.Text.Json.Nodes;
using Linnet.Accounts.Sessions;
using Linnet.Messages;
using Linnet.Notifications;
using Linnet.Relations;
using Linnet.Relations.Filters;
using Linnet.Relations.Lists;
using Linnet.Relations.Transfer;
using Linnet.Tweets.Bookmarks;
using Linnet.Tweets.Drafts;
using Linnet.Tweets.Scheduled;
using Linnet.Users;
using static Linnet.Hosting.OpenApi.ExampleWorld;

namespace Linnet.Hosting.OpenApi;

/// <summary>What only its owner among the users of <see cref="ExampleWorld"/> sees: sessions, inbox, messages, bookmarks, drafts, lists, filters, relations.</summary>
internal static class ExampleBelongings
{
    public static readonly Bookmark Kept = new()
    {
        Id = 9,
        TweetId = First.Id,
        CreatedAt = At(hour: 12),
        State = BookmarkState.Shown,
        Tweet = First with { IsBookmarked = true },
    };

    public static readonly Draft Unposted = new()
    {
        Id = 4,
        Version = 1,
        CreatedAt = At(hour: 11),
        UpdatedAt = At(hour: 11),
        Body = new JsonObject { ["content"] = First.Content, ["visibility"] = Words.Public },
    };

    public static readonly ScheduledTweet Later = new()
    {
        Id = 4,
        ScheduledAt = At(hour: 18),
        State = ScheduledState.Waiting,
        Error = null,
        CreatedAt = At(hour: 12),
        UpdatedAt = At(hour: 12),
        Tweet = new ScheduledContent
        {
            Content = "The engine is ready.",
            ReplyToId = First.Id,
            RetweetOfId = null,
            Visibility = Visibility.Unlisted,
            Sensitive = null,
            ContentWarning = null,
            ReplyPolicy = null,
            QuotePolicy = null,
            Poll = new ScheduledPoll(["Looms", "Engines"], ExpiresIn: 86_400, Multiple: false, HideTotals: false),
            ExpiresIn = null,
            MediaIds = null,
        },
    };

    public static readonly Relationship NoRelation = new()
    {
        Id = Grace.Id,
        Following = false,
        Requested = false,
        FollowedBy = false,
        RequestedBy = false,
        Blocking = false,
        BlockedBy = false,
        Muting = false,
        MutingNotifications = false,
        MutedUntil = null,
        HidingReposts = false,
    };

    public static readonly Filter Spoilers = new()
    {
        Id = 1,
        Title = "Spoilers",
        Words = ["finale", "season 3"],
        WholeWord = true,
        Action = FilterAction.Warn,
        Contexts = FilterWords.AllContexts,
        Until = null,
    };

    public static readonly MemberList Weavers = new()
    {
        Id = 3,
        Name = "Weavers",
        IsExclusive = false,
        Replies = ListReplies.Members,
        ShowsReposts = true,
        MembersCount = 1,
        CreatedAt = At(hour: 11),
    };

    public static readonly ImportResult PartlyImported = new(Imported: 1, [new FailedLine(3, "alan", UserErrors.NotFound.Code, UserErrors.NotFound.Detail)]);

    public static readonly Token Tokens = new(
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "bearer", 1800, "kV8h2mXw0bq4n7cYt1Zs5uRj3pLd9eGf");

    public static readonly Session Current = new()
    {
        Id = 5,
        Client = "curl/8.14.1",
        CreatedAt = At(hour: 9),
        LastUsedAt = At(hour: 12),
        ExpiresAt = At(hour: 12) + TimeSpan.FromDays(30),
        IsCurrent = true,
    };

    public static readonly Notification Like = new()
    {
        Id = 31,
        Type = NotificationKinds.Like,
        CreatedAt = At(hour: 12),
        IsRead = false,
        Actor = Grace,
        Tweet = First,
    };

    public static readonly NotificationGroup Likes = new()
    {
        Id = Like.Id,
        Type = Like.Type,
        CreatedAt = Like.CreatedAt,
        IsRead = Like.IsRead,
        Count = 3,
        Actors = [Grace],
        Tweet = First,
    };

    public static readonly Message Said = new()
    {
        Id = 12,
        ConversationId = 4,
        SenderId = Grace.Id,
        Content = "Shall we meet at the engine on Monday?",
        CreatedAt = At(hour: 12),
        IsHidden = false,
    };

    public static readonly Conversation Talk = new()
    {
        Id = Said.ConversationId,
        IsGroup = false,
        Members = [Public(Ada), Grace],
        LastMessage = Said,
        UnreadCount = 1,
        LastReadId = 11,
        IsRequest = false,
        CreatedAt = At(hour: 11),
        UpdatedAt = Said.CreatedAt,
    };
}
