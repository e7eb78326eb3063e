using Linnet.Accounts;
using Linnet.Common;
using Linnet.Media;
using Linnet.Relations;
using Linnet.Tweets;
using Linnet.Tweets.Edits;
using Linnet.Tweets.Entities;
using Linnet.Tweets.Polls;
using Linnet.Tweets.Tags;
using Linnet.Tweets.Threads;
using Linnet.Users;

namespace Linnet.Hosting.OpenApi;

/// <summary>The data set behind all examples.</summary>
internal static class ExampleWorld
{
    public static readonly Account Ada = new()
    {
        Id = 1,
        Username = "ada",
        Email = "ada@example.org",
        FullName = "Ada Lovelace",
        Bio = "Notes on engines.",
        IsActive = true,
        IsVerified = true,
        CreatedAt = At(hour: 9),
        FollowersCount = 2,
        FollowingCount = 1,
        TweetsCount = 1,
        IsLocked = false,
        AvatarUrl = "/media/files/5d41402abc4b2a76b9719d911017c592.webp",
        HeaderUrl = null,
    };

    public static readonly User Grace = new()
    {
        Id = 2,
        Username = "grace",
        FullName = "Grace Hopper",
        Bio = null,
        IsActive = true,
        IsVerified = false,
        CreatedAt = At(hour: 10),
        FollowersCount = 1,
        FollowingCount = 1,
        TweetsCount = 1,
        IsLocked = false,
        AvatarUrl = null,
        HeaderUrl = null,
    };

    public static readonly Attachment Loom = new()
    {
        Id = 3,
        Type = "image",
        Url = "/media/files/7d793037a0760186574b0282f2f435e7.jpg",
        PreviewUrl = "/media/files/7d793037a0760186574b0282f2f435e7-small.webp",
        Width = 4096,
        Height = 3072,
        Blurhash = "LEHV6nWB2yk8pyo0adR*.7kCMdnj",
        Description = "A loom with punched cards",
        Focus = "0.25,-0.5",
        CreatedAt = At(hour: 11),
    };

    public static readonly Tweet First = new()
    {
        Id = 106,
        Content = "The engine weaves algebraical patterns.",
        CreatedAt = At(hour: 11),
        UpdatedAt = At(hour: 11),
        AuthorId = Ada.Id,
        ReplyToId = null,
        RetweetOfId = null,
        LikesCount = 3,
        RepliesCount = 1,
        RetweetsCount = 0,
        IsLiked = true,
        Author = Public(Ada),
        ConversationId = 106,
        Kind = TweetKind.Post,
        Visibility = Visibility.Public,
        Sensitive = false,
        ContentWarning = null,
        ReplyPolicy = AudiencePolicy.Everyone,
        QuotePolicy = AudiencePolicy.Everyone,
        IsHiddenReply = false,
        QuotesCount = 0,
        IsReposted = false,
        Reposted = null,
        Quoted = null,
    };

    public static readonly Tweet Reply = First with
    {
        Id = 107,
        Content = "As the loom weaves flowers and leaves!",
        CreatedAt = At(hour: 12),
        UpdatedAt = At(hour: 12),
        AuthorId = Grace.Id,
        ReplyToId = First.Id,
        LikesCount = 0,
        RepliesCount = 0,
        IsLiked = false,
        Author = Grace,
    };

    public static readonly Tweet Opening = First with { LikesCount = 0, IsLiked = false, RepliesCount = 1 };

    /// <summary>The second of the thread that <see cref="Opening"/> begins.</summary>
    public static readonly Tweet Sequel = Opening with
    {
        Id = 107,
        Content = "It needs a drawing of the mill.",
        ReplyToId = First.Id,
        RepliesCount = 0,
    };

    public static readonly Tweet Quote = Reply with
    {
        Id = 108,
        ConversationId = 108,
        Content = "Worth reading twice.",
        ReplyToId = null,
        RetweetOfId = First.Id,
        Quoted = new QuotedTweet(QuoteState.Shown, First),
    };

    public static readonly Tweet Repost = Reply with
    {
        Id = 109,
        ConversationId = 109,
        Content = $"RT @{Ada.Username}: {First.Content}",
        ReplyToId = null,
        RetweetOfId = First.Id,
        Kind = TweetKind.Repost,
        Reposted = First with { IsReposted = true },
    };

    public static readonly Tweet Tagged = Reply with
    {
        Id = 110,
        Content = "@ada, is https://looms.example one of yours? #Looms",
        ReplyToId = null,
        Entities = new TweetEntities(
            [new MentionEntity(Ada.Id, Ada.Username, 0, 4)], [new HashtagEntity("looms", 45, 51)], [new UrlEntity("https://looms.example", 9, 30)]),
    };

    public static readonly Poll Open = new(
        Id: 112,
        ExpiresAt: At(hour: 12) + TimeSpan.FromDays(1),
        Expired: false,
        Multiple: false,
        HideTotals: false,
        VotesCount: 3,
        VotersCount: 3,
        Options: [new PollOption("Looms", 2), new PollOption("Engines", 1)],
        Voted: false,
        OwnVotes: []);

    public static readonly Tag Looms = new() { Key = "looms", Name = "Looms", Uses = [0, 0, 2, 0, 5, 1, 1], Accounts = 4, IsFollowing = true };

    public static readonly Tombstone Gone = new() { Id = 110, Reason = TombstoneReason.Unavailable, ReplyToId = Reply.Id };

    public static readonly TweetVersion FirstVersion = new()
    {
        Number = 1,
        Content = "The engine weaves patterns.",
        ContentWarning = null,
        Sensitive = false,
        WrittenAt = At(hour: 11),
    };

    public static User Public(Account account) => new()
    {
        Id = account.Id,
        Username = account.Username,
        FullName = account.FullName,
        Bio = account.Bio,
        IsActive = account.IsActive,
        IsVerified = account.IsVerified,
        CreatedAt = account.CreatedAt,
        FollowersCount = account.FollowersCount,
        FollowingCount = account.FollowingCount,
        TweetsCount = account.TweetsCount,
        IsLocked = account.IsLocked,
        AvatarUrl = account.AvatarUrl,
        HeaderUrl = account.HeaderUrl,
    };

    public static UserProfile Profile(User user, Relationship? relationship) => new()
    {
        Id = user.Id,
        Username = user.Username,
        FullName = user.FullName,
        Bio = user.Bio,
        IsActive = user.IsActive,
        IsVerified = user.IsVerified,
        CreatedAt = user.CreatedAt,
        FollowersCount = user.FollowersCount,
        FollowingCount = user.FollowingCount,
        TweetsCount = user.TweetsCount,
        IsLocked = user.IsLocked,
        AvatarUrl = user.AvatarUrl,
        HeaderUrl = user.HeaderUrl,
        Relationship = relationship,
    };

    public static Timestamp At(int hour) => Timestamp.From(new(2026, 3, 1, hour, 30, 0, 123, 456, TimeSpan.Zero));
}
