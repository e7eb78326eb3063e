using System.Text;
using System.Text.Json;
using Linnet.Common;
using Linnet.Http.Rendering;
using Linnet.Media;
using Linnet.Relations;
using Linnet.Tweets;
using Linnet.Tweets.Entities;
using Linnet.Tweets.Polls;
using Linnet.Users;
using Xunit;

namespace Linnet.Tests.Timelines;

/// <summary>What is put together from kept bytes is, to the byte, what the serializer writes of the documented type.</summary>
public sealed class CachedBytesTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("\"likes_count\":7,\"author\":{")]
    [InlineData("emoji 🐦, quote \", back\\slash, <b>tag</b>, \u2028, combining e\u0301")]
    public void A_tweet_from_memory_reads_as_the_serializer_writes_it(string text)
    {
        var author = NewUser(text);
        var tweet = new Tweet
        {
            Id = 9_007_199_254_740_993,
            Content = text,
            CreatedAt = new Timestamp(1_700_000_000_000_000),
            UpdatedAt = new Timestamp(1_700_000_000_000_001),
            AuthorId = 7,
            ReplyToId = 5,
            RetweetOfId = null,
            LikesCount = 4,
            RepliesCount = 5,
            RetweetsCount = 6,
            IsLiked = true,
            Author = author,
            ConversationId = 9,
            Kind = TweetKind.Post,
            Visibility = Visibility.Unlisted,
            Sensitive = true,
            ContentWarning = text,
            ReplyPolicy = AudiencePolicy.Followers,
            QuotePolicy = AudiencePolicy.Nobody,
            IsHiddenReply = false,
            QuotesCount = 2,
            Entities = new TweetEntities([new MentionEntity(7, "ada", 0, 4)], [new HashtagEntity(text, 5, 9)], [new UrlEntity(text, 10, 20)]),
            EditedAt = new Timestamp(5),
            DeletedParentId = 8,
            ExpiresAt = new Timestamp(6),
            IsPinned = true,
            Media =
            [
                new Attachment
                {
                    Id = 3, Type = "image", Url = "/media/files/00.jpg", PreviewUrl = "/media/files/00-small.webp", Width = 4, Height = 3,
                    Blurhash = "L00", Description = text, Focus = "0,1", CreatedAt = new Timestamp(7),
                },
            ],
            IsReposted = true,
            Reposted = null,
            Quoted = null,
            IsBookmarked = true,
            IsThreadMuted = true,
            StoredPoll = new CachedPoll(5, IsMultiple: true, HidesTotals: true, new Timestamp(9), 4, [new(text, 4), new("b", 1)]),
        };
        var shown = tweet with { Poll = new Poll(5, new Timestamp(9), false, true, true, 5, 4, [new(text, 4), new("b", 1)], true, [1]) };
        using var json = new JsonBuffer();
        new TweetView(new CachedTweet(tweet), new CachedUser(author), TweetMarks.Liked | TweetMarks.Reposted | TweetMarks.Bookmarked | TweetMarks.ThreadMuted, embedded: null, filtered: null, new PollView(tweet.StoredPoll, Choices: 2, IsOver: false)).Write(json);
        Assert.Equal(JsonSerializer.Serialize(shown, TweetsJson.Wire.Tweet), Encoding.UTF8.GetString(json.Written.Span));
    }

    [Fact]
    public void Counts_are_right_after_changes_and_reads_at_once()
    {
        const int Changes = 2_000;
        for (var round = 0; round < 20; round++)
        {
            var user = new CachedUser(NewUser(""));
            Parallel.Invoke(
                () => Repeat(Changes, () => user.AddFollowers(1)),
                () => Repeat(Changes, () => user.AddTweets(1)),
                () => Repeat(Changes, () => user.ToUser()));
            var read = user.ToUser();
            Assert.Equal((1 + Changes, 333 + Changes), (read.FollowersCount, read.TweetsCount));
        }
    }

    private static User NewUser(string text) => new()
    {
        Id = 7,
        Username = "ada",
        FullName = text,
        Bio = text,
        IsActive = true,
        IsVerified = false,
        CreatedAt = new Timestamp(1_700_000_000_123_456),
        FollowersCount = 1,
        FollowingCount = 22,
        TweetsCount = 333,
        IsLocked = true,
        AvatarUrl = "/media/files/00.webp",
        HeaderUrl = null,
    };

    private static void Repeat(int times, Action act)
    {
        for (var count = 0; count < times; count++)
            act();
    }
}
