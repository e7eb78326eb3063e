using System.Text.Json;
using Linnet.Events;
using Xunit;

namespace Linnet.Tests.Events;

/// <summary>Events as text: what one node writes another reads.</summary>
public sealed class EventTextTests
{
    private static readonly DomainEvent[] Samples =
    [
        new TweetPosted(9_007_199_254_740_993, 2, new TweetReference(3, 4), null, IsRepost: true, Mentioned: [5, 6], Tags: [7]),
        new TweetSettingsChanged(1, 2),
        new TweetEdited(1, 2, new About(3, null, IsRepost: false), Mentioned: [4], Tags: [5], ChangedTags: [6]),
        new TagFollowChanged(1, 2),
        new EntitiesFound([1, 2]),
        new TweetDeleted(1, 2, 3, null, [4, 5], new About(6, null, IsRepost: true), Tags: [7]),
        new TweetLiked(1, 2, 3),
        new TweetUnliked(1, 2, 3),
        new BookmarkChanged(1, 2, IsBookmarked: true),
        new ThreadMuteChanged(1, 2, IsMuted: true),
        new PollVoted(1, 2, 5),
        new ScheduledFailed(1, 2),
        new UserFollowed(1, 2, IsMuted: true, WasRequested: true),
        new UserUnfollowed(1, 2),
        new FollowChanged(1, 2),
        new FollowRequested(1, 2),
        new FollowRequestEnded(1, 2, IsAccepted: true),
        new UserBlocked(1, 2),
        new UserUnblocked(1, 2),
        new UserMuted(1, 2),
        new FiltersChanged(1),
        new ListChanged(1, 2, AffectsHome: true),
        new UserUnmuted(1, 2),
        new AccountRegistered(1),
        new AccountChanged(1),
        new AccountDeleted(1),
        new RowsErased([1, 2], [3]),
        new SessionsEnded(1),
        new NotificationAdded(1, 2),
        new NotificationsRemoved(1, [2, 3]),
        new NotificationsRead(1, 2),
        new MessageSent(1, 2, 3),
        new MessageDeleted(1, 2),
        new ConversationRead(1, 2, 3),
        new MembersChanged(1, 2),
        new MessageBroadcast(1, "ada", "two\nlines, \"quotes\" and a bird 🐦"),
        new EventFeedLost(),
        new CachesInvalid(News: true),
    ];

    public static TheoryData<string> Types => [.. Samples.Select(sample => sample.GetType().Name)];

    [Theory]
    [MemberData(nameof(Types))]
    public void An_event_comes_back_as_it_went_on_one_line(string type)
    {
        var @event = Assert.Single(Samples, sample => sample.GetType().Name == type);
        var text = EventText.Write(@event);
        Assert.DoesNotContain('\n', text);
        var read = EventText.Read(text);
        Assert.IsType(@event.GetType(), read);
        Assert.Equal(Describe(@event), Describe(read));
    }

    [Fact]
    public void There_is_a_sample_of_every_event() =>
        Assert.Equal(
            typeof(DomainEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DomainEvent))).Select(type => type.Name).Order(),
            Samples.Select(sample => sample.GetType().Name).Order());

    [Theory]
    [InlineData("""{"is":"tweet_translated","tweet_id":1}""")]
    [InlineData("""{"tweet_id":1}""")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("""{"is":"tweet_edited","tweet_id":1}""")]
    [InlineData("""{"is":"tweet_edited","tweet_id":1,"author_id":2,"language":"fr"}""")]
    [InlineData("""{"is":"tweet_edited","tweet_id":"one","author_id":2}""")]
    [InlineData("""{"tweet_id":1,"author_id":2,"is":"tweet_edited"}""")]
    [InlineData("""{"is":"tweet_posted","tweet_id":1,"author_id":2,"reply_to":{"tweet_id":3}}""")]
    [InlineData("""{"is":"tweet_posted","tweet_id":1,"author_id":2,"reply_to":{"tweet_id":3,"author_id":4,"language":"fr"}}""")]
    [InlineData("""{"is":"message_broadcast","account_id":1,"username":"ada","message":null}""")]
    [InlineData("""{"is":"message_broadcast","account_id":1,"username":"ada","message":"\ud800"}""")]
    [InlineData("""{"is":"tweet_edited","tweet_id":1,"author_id":2""")]
    [InlineData("""{"is":"tweet_edited","tweet_id":1,"author_id":2}{}""")]
    [InlineData("[]")]
    [InlineData("tweet_edited 1 2")]
    public void A_text_of_another_version_clears_the_caches_and_has_clients_read_again(string text) =>
        Assert.Equal(new CachesInvalid(News: true), EventText.Read(text));

    private static string Describe(DomainEvent @event) => JsonSerializer.Serialize(@event, @event.GetType());
}
