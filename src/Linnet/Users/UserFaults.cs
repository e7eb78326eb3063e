using Linnet.Common;

namespace Linnet.Users;

internal static class UserFaults
{
    public static readonly Fault NotFound = new(FaultKind.NotFound, "user_not_found", "User not found");

    public static readonly Fault CannotFollowSelf = new(FaultKind.Refused, "cannot_follow_self", "Cannot follow yourself");

    public static readonly Fault AlreadyFollowing = new(FaultKind.Refused, "already_following", "Already following this user");

    public static readonly Fault NotFollowing = new(FaultKind.Refused, "not_following", "Not following this user");
}
