using System.Text.Json;
using Linnet.Http.Rendering;
using Linnet.Users;

namespace Linnet.Tweets;

/// <summary>
/// A tweet in memory, as the bytes of the wire up to what it is to a viewer. Its author stands in the cache of people, and
/// whether a viewer likes it with the viewer.
/// </summary>
/// <remarks>The bytes are made anew when a count changes: <see cref="CachedUser"/>.</remarks>
internal sealed class CachedTweet
{
    private readonly int _headLength;
    private byte[] _json;
    private long _likes;
    private long _replies;
    private long _retweets;

    public CachedTweet(Tweet tweet)
    {
        (Id, AuthorId) = (tweet.Id, tweet.AuthorId);
        (_likes, _replies, _retweets) = (tweet.LikesCount, tweet.RepliesCount, tweet.RetweetsCount);
        // The serializer's own bytes, cut: what is cached cannot differ from what is documented. The last one found is the
        // member, whatever the tweet says: quotes inside its text are escaped.
        var whole = JsonSerializer.SerializeToUtf8Bytes(tweet, TweetsJson.Wire.Tweet).AsSpan();
        _json = whole[..EndOf("\"is_liked\":"u8, whole)].ToArray();
        _headLength = EndOf("\"likes_count\":"u8, whole);
    }

    public long Id { get; }

    public long AuthorId { get; }

    // By one thread at a time (the cache's lock).
    public void AddLikes(long by)
    {
        _likes += by;
        Render();
    }

    /// <inheritdoc cref="AddLikes"/>
    public void AddReplies(long by)
    {
        _replies += by;
        Render();
    }

    /// <inheritdoc cref="AddLikes"/>
    public void AddRetweets(long by)
    {
        _retweets += by;
        Render();
    }

    /// <summary>Writes the tweet as <see cref="Tweet"/> is written.</summary>
    public void Write(JsonBuffer json, CachedUser author, bool isLiked)
    {
        json.Write(Volatile.Read(ref _json));
        json.Write(isLiked ? "true,\"author\":"u8 : "false,\"author\":"u8);
        author.Write(json);
        json.Write("}"u8);
    }

    private void Render()
    {
        using var json = new JsonBuffer();
        json.Write(_json.AsSpan(0, _headLength));
        json.Write(_likes);
        json.Write(",\"replies_count\":"u8);
        json.Write(_replies);
        json.Write(",\"retweets_count\":"u8);
        json.Write(_retweets);
        json.Write(",\"is_liked\":"u8);
        Volatile.Write(ref _json, json.Written.ToArray());
    }

    private static int EndOf(ReadOnlySpan<byte> member, ReadOnlySpan<byte> json) => json.LastIndexOf(member) + member.Length;
}
