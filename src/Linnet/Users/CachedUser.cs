using System.Text.Json;
using Linnet.Http.Rendering;

namespace Linnet.Users;

/// <summary>A user in memory, as the bytes of the wire.</summary>
internal sealed class CachedUser(User user)
    : CountedJson(Shape, JsonSerializer.SerializeToUtf8Bytes(user, UsersJson.Wire.User), [user.FollowersCount, user.FollowingCount, user.TweetsCount])
{
    // One member follows the counts, and answers about one user add more.
    private static readonly CountedShape Shape = new(["followers_count", "following_count", "tweets_count"], ",\"is_locked\":");

    private readonly bool _isLocked = user.IsLocked;

    public long Id { get; } = user.Id;

    public void AddFollowers(long by) => Add(0, by);

    public void AddFollowing(long by) => Add(1, by);

    public void AddTweets(long by) => Add(2, by);

    /// <summary>Writes the user as <see cref="User"/> is written.</summary>
    public void Write(JsonBuffer json)
    {
        WriteCounted(json);
        json.Write(_isLocked ? "true}"u8 : "false}"u8);
    }

    /// <summary>Writes the user's members without the end of the object.</summary>
    public void WriteOpen(JsonBuffer json)
    {
        WriteCounted(json);
        json.Write(_isLocked ? "true"u8 : "false"u8);
    }

    /// <summary>The user as an object, for answers that the serializer writes.</summary>
    public User ToUser()
    {
        using var json = new JsonBuffer();
        Write(json);
        return JsonSerializer.Deserialize(json.Written.Span, UsersJson.Wire.User)!;
    }
}
