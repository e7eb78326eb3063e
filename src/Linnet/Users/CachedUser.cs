using System.Text;
using System.Text.Json;
using Linnet.Http.Rendering;

namespace Linnet.Users;

/// <summary>A user in memory, as the bytes of the wire.</summary>
internal sealed class CachedUser(User user)
    : CountedJson(Shape, JsonSerializer.SerializeToUtf8Bytes(user, UsersJson.Wire.User), [user.FollowersCount, user.FollowingCount, user.TweetsCount])
{
    // What follows the counts is in the tail, and answers about one user add more.
    private static readonly CountedShape Shape = new(["followers_count", "following_count", "tweets_count"], ",\"is_locked\":");

    // Shared by the many users without a picture.
    private static readonly byte[] PlainTail = "false,\"avatar_url\":null,\"header_url\":null"u8.ToArray();

    private readonly byte[] _tail = user is { IsLocked: false, AvatarUrl: null, HeaderUrl: null } ? PlainTail : WriteTail(user);

    public long Id { get; } = user.Id;

    public void AddFollowers(long by) => Add(0, by);

    public void AddFollowing(long by) => Add(1, by);

    public void AddTweets(long by) => Add(2, by);

    /// <summary>Writes the user as <see cref="User"/> is written.</summary>
    public void Write(JsonBuffer json)
    {
        WriteOpen(json);
        json.Write("}"u8);
    }

    /// <summary>Writes the user's members without the end of the object.</summary>
    public void WriteOpen(JsonBuffer json)
    {
        WriteCounted(json);
        json.Write(_tail);
    }

    // Texts of our own making, without a character that JSON escapes.
    private static byte[] WriteTail(User user) => Encoding.UTF8.GetBytes(
        $"{(user.IsLocked ? "true" : "false")},\"avatar_url\":{Quote(user.AvatarUrl)},\"header_url\":{Quote(user.HeaderUrl)}");

    private static string Quote(string? url) => url is null ? "null" : $"\"{url}\"";

    /// <summary>The user as an object, for answers that the serializer writes.</summary>
    public User ToUser()
    {
        using var json = new JsonBuffer();
        Write(json);
        return JsonSerializer.Deserialize(json.Written.Span, UsersJson.Wire.User)!;
    }
}
