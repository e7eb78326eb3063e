using Linnet.Common;

namespace Linnet.Relations;

internal static class RelationErrors
{
    public static readonly Error CannotFollowSelf = new(ErrorKind.Refused, "cannot_follow_self", "Cannot follow yourself");

    public static readonly Error AlreadyFollowing = new(ErrorKind.Refused, "already_following", "Already following this user");

    public static readonly Error AlreadyRequested = new(ErrorKind.Refused, "already_requested", "Already requested to follow this user");

    public static readonly Error NotFollowing = new(ErrorKind.Refused, "not_following", "Not following this user");

    public static readonly Error CannotBlockSelf = new(ErrorKind.Refused, "cannot_block_self", "Cannot block yourself");

    public static readonly Error CannotMuteSelf = new(ErrorKind.Refused, "cannot_mute_self", "Cannot mute yourself");

    /// <summary>Does not say who blocks whom.</summary>
    public static readonly Error Blocked = new(ErrorKind.Forbidden, "blocked", "One of you has blocked the other");

    public static readonly Error RequestNotFound = new(ErrorKind.NotFound, "request_not_found", "Follow request not found");
}
