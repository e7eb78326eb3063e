using Linnet.Common;

namespace Linnet.Http;

/// <summary>Why a request is not let through to its endpoint.</summary>
internal static class CallerErrors
{
    public static readonly Error NotAuthenticated = new(ErrorKind.Unauthenticated, "not_authenticated", "Not authenticated");

    /// <summary>Malformed or forged; the response does not say which.</summary>
    public static readonly Error InvalidToken = new(ErrorKind.Unauthenticated, "invalid_token", "Could not validate credentials");

    /// <summary>An access token of ours whose time is over: a refresh may bring another.</summary>
    // Only the holder of a token that we signed sees this error or the next, so neither reveals anything to others.
    public static readonly Error TokenExpired = InvalidToken with { Code = "token_expired" };

    /// <summary>A token of ours whose session is over, or whose account is gone: only a log-in helps.</summary>
    public static readonly Error SessionEnded = InvalidToken with { Code = "session_ended" };

    public static readonly Error InactiveUser = new(ErrorKind.Refused, "inactive_user", "Inactive user");
}
