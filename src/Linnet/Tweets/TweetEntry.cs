using System.Text.Json;
using Linnet.Http;
using Linnet.Users;

namespace Linnet.Tweets;

/// <summary>
/// A tweet in memory: what seldom changes as the bytes of the wire, the counts as numbers beside them. Its author stands in
/// the cache of people, and whether a viewer likes it with the viewer.
/// </summary>
internal sealed class TweetEntry
{
    private readonly byte[] _head;
    private long _likes;
    private long _replies;
    private long _retweets;

    public TweetEntry(Tweet tweet)
    {
        (Id, AuthorId) = (tweet.Id, tweet.AuthorId);
        (_likes, _replies, _retweets) = (tweet.LikesCount, tweet.RepliesCount, tweet.RetweetsCount);
        _head = RenderHead(tweet);
    }

    public long Id { get; }

    public long AuthorId { get; }

    // Written by one thread at a time (the cache's lock), read by any.
    public void AddLikes(long by) => Volatile.Write(ref _likes, _likes + by);

    public void AddReplies(long by) => Volatile.Write(ref _replies, _replies + by);

    public void AddRetweets(long by) => Volatile.Write(ref _retweets, _retweets + by);

    /// <summary>Writes the tweet as <see cref="Tweet"/> is written.</summary>
    public void Write(JsonBuffer json, UserEntry author, bool isLiked)
    {
        json.Write(_head);
        json.Write(Volatile.Read(ref _likes));
        json.Write(",\"replies_count\":"u8);
        json.Write(Volatile.Read(ref _replies));
        json.Write(",\"retweets_count\":"u8);
        json.Write(Volatile.Read(ref _retweets));
        json.Write(",\"is_liked\":"u8);
        json.Write(isLiked);
        json.Write(",\"author\":"u8);
        author.Write(json);
        json.Write("}"u8);
    }

    // The serializer's own bytes, cut before the first count: what is cached cannot differ from what is documented. The
    // last one found is the member, whatever the tweet says: quotes inside its text are escaped.
    private static byte[] RenderHead(Tweet tweet)
    {
        var whole = JsonSerializer.SerializeToUtf8Bytes(tweet, TweetsJson.Wire.Tweet);
        var firstCount = "\"likes_count\":"u8;
        return whole[..(whole.AsSpan().LastIndexOf(firstCount) + firstCount.Length)];
    }
}
