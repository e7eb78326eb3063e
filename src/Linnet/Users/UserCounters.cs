using Linnet.Storage.Counters;

namespace Linnet.Users;

/// <summary>The counters that follows keep.</summary>
internal static class UserCounters
{
    public static readonly Counter Followers =
        new("users", "followers_count", "follows", "select count(*) from follows f where f.followed_id = t.id");

    public static readonly Counter Following =
        new("users", "following_count", "follows", "select count(*) from follows f where f.follower_id = t.id");
}
