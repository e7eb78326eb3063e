using System.Text.Json.Serialization;
using Linnet.Http.Rendering;
using Linnet.Tweets.Bookmarks;
using Linnet.Tweets.Drafts;
using Linnet.Tweets.Edits;
using Linnet.Tweets.Entities;
using Linnet.Tweets.Pins;
using Linnet.Tweets.Polls;
using Linnet.Tweets.Scheduled;
using Linnet.Tweets.Tags;
using Linnet.Tweets.Threads;

namespace Linnet.Tweets;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Tweet))]
[JsonSerializable(typeof(List<Tweet>))]
[JsonSerializable(typeof(TweetDraft))]
[JsonSerializable(typeof(TweetEdit))]
[JsonSerializable(typeof(ReplyPolicyEdit))]
[JsonSerializable(typeof(PolicyEdit))]
[JsonSerializable(typeof(LikeResponse))]
[JsonSerializable(typeof(Bookmark))]
[JsonSerializable(typeof(List<Bookmark>))]
[JsonSerializable(typeof(BookmarkResponse))]
[JsonSerializable(typeof(Draft))]
[JsonSerializable(typeof(List<Draft>))]
[JsonSerializable(typeof(DraftInput))]
[JsonSerializable(typeof(DraftEdit))]
[JsonSerializable(typeof(DraftConflict))]
[JsonSerializable(typeof(List<TweetVersion>))]
[JsonSerializable(typeof(TweetSource))]
[JsonSerializable(typeof(ThreadContext))]
[JsonSerializable(typeof(ThreadDraft))]
[JsonSerializable(typeof(PostedThread))]
[JsonSerializable(typeof(Tombstone))]
[JsonSerializable(typeof(ThreadMuteResponse))]
[JsonSerializable(typeof(TweetTail))]
[JsonSerializable(typeof(TweetEntities))]
[JsonSerializable(typeof(Poll))]
[JsonSerializable(typeof(PollVote))]
[JsonSerializable(typeof(ScheduledTweet))]
[JsonSerializable(typeof(List<ScheduledTweet>))]
[JsonSerializable(typeof(Tag))]
[JsonSerializable(typeof(List<FollowedTag>))]
[JsonSerializable(typeof(List<CompletedTag>))]
// Never JSON on the wire, but the OpenAPI document is made from what the serializer knows.
[JsonSerializable(typeof(ChosenTweets))]
[JsonSerializable(typeof(ThreadQuery))]
[JsonSerializable(typeof(PinnedQuery))]
internal sealed partial class TweetsJson : JsonSerializerContext
{
    /// <summary>The context for bytes that are kept: written as answers over HTTP are.</summary>
    public static readonly TweetsJson Wire = new(HttpJson.NewOptions());
}
