using System.Text.Json;
using Linnet.Http.Rendering;
using Linnet.Users;

namespace Linnet.Tweets;

/// <summary>
/// A tweet in memory, as the bytes of the wire in two parts: the members before the viewer's own, and those after them. Its
/// author and the viewer's likes have entries in other caches and are not repeated here.
/// </summary>
internal sealed class CachedTweet(Tweet tweet)
    : CountedJson(
        Shape, JsonSerializer.SerializeToUtf8Bytes(tweet, TweetsJson.Wire.Tweet), [tweet.LikesCount, tweet.RepliesCount, tweet.RetweetsCount])
{
    // The viewer's member follows the counts; after it comes the author, which is the last.
    private static readonly CountedShape Shape = new(["likes_count", "replies_count", "retweets_count"], ",\"is_liked\":");

    public long Id { get; } = tweet.Id;

    public long AuthorId { get; } = tweet.AuthorId;

    public void AddLikes(long by) => Add(0, by);

    public void AddReplies(long by) => Add(1, by);

    public void AddRetweets(long by) => Add(2, by);

    /// <summary>Writes the tweet as <see cref="Tweet"/> is written.</summary>
    public void Write(JsonBuffer json, CachedUser author, bool isLiked)
    {
        WriteCounted(json);
        json.Write(isLiked ? "true,\"author\":"u8 : "false,\"author\":"u8);
        author.Write(json);
        json.Write("}"u8);
    }
}
