using System.Text.Json;
using Linnet.Http;

namespace Linnet.Users;

/// <summary>
/// A person in memory: what seldom changes as the bytes of the wire, the counts as numbers beside them.
/// </summary>
internal sealed class UserEntry
{
    private readonly byte[] _head;
    private long _followers;
    private long _following;
    private long _tweets;

    public UserEntry(User user)
    {
        Id = user.Id;
        (_followers, _following, _tweets) = (user.FollowersCount, user.FollowingCount, user.TweetsCount);
        _head = RenderHead(user);
    }

    public long Id { get; }

    // Written by one thread at a time (the cache's lock), read by any.
    public void AddFollowers(long by) => Volatile.Write(ref _followers, _followers + by);

    public void AddFollowing(long by) => Volatile.Write(ref _following, _following + by);

    public void AddTweets(long by) => Volatile.Write(ref _tweets, _tweets + by);

    /// <summary>Writes the person as <see cref="User"/> is written.</summary>
    public void Write(JsonBuffer json)
    {
        json.Write(_head);
        json.Write(Volatile.Read(ref _followers));
        json.Write(",\"following_count\":"u8);
        json.Write(Volatile.Read(ref _following));
        json.Write(",\"tweets_count\":"u8);
        json.Write(Volatile.Read(ref _tweets));
        json.Write("}"u8);
    }

    // The serializer's own bytes, cut before the first count: what is cached cannot differ from what is documented.
    private static byte[] RenderHead(User user)
    {
        var whole = JsonSerializer.SerializeToUtf8Bytes(user, UsersJson.Wire.User);
        var firstCount = "\"followers_count\":"u8;
        return whole[..(whole.AsSpan().LastIndexOf(firstCount) + firstCount.Length)];
    }
}
