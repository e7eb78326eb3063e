using Linnet.Common;

namespace Linnet.Users;

internal static class UserErrors
{
    public static readonly Error NotFound = new(ErrorKind.NotFound, "user_not_found", "User not found");

    public static readonly Error CannotFollowSelf = new(ErrorKind.Refused, "cannot_follow_self", "Cannot follow yourself");

    public static readonly Error AlreadyFollowing = new(ErrorKind.Refused, "already_following", "Already following this user");

    public static readonly Error NotFollowing = new(ErrorKind.Refused, "not_following", "Not following this user");
}
