using Linnet.Common;

namespace Linnet.Http;

/// <summary>Why a request is not let through to its endpoint.</summary>
internal static class CallerFaults
{
    public static readonly Fault NotAuthenticated = new(FaultKind.Unauthenticated, "not_authenticated", "Not authenticated");

    /// <summary>Malformed, forged, expired, revoked, or of an account that is gone: which of them is nobody's business.</summary>
    public static readonly Fault InvalidToken = new(FaultKind.Unauthenticated, "invalid_token", "Could not validate credentials");

    public static readonly Fault InactiveUser = new(FaultKind.Refused, "inactive_user", "Inactive user");
}
