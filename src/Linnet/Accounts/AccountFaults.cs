using Linnet.Common;

namespace Linnet.Accounts;

internal static class AccountFaults
{
    /// <summary>Wrong name and wrong password look the same: a log-in does not tell who has an account.</summary>
    public static readonly Fault IncorrectCredentials =
        new(FaultKind.Unauthenticated, "incorrect_credentials", "Incorrect username or password");

    public static readonly Fault UsernameTaken = new(FaultKind.Refused, "username_taken", "Username already registered");

    public static readonly Fault EmailTaken = new(FaultKind.Refused, "email_taken", "Email already registered");

    public static readonly Fault CurrentPasswordRequired =
        new(FaultKind.Forbidden, "current_password_required", "Send your current_password with this request, or log in again first");

    public static readonly Fault WrongPassword = new(FaultKind.Forbidden, "wrong_password", "The current password is wrong");

    /// <summary>Never given, used up, or over: ask for another.</summary>
    public static readonly Fault InvalidTicket = new(FaultKind.Unauthenticated, "invalid_ticket", "Could not validate credentials");

    public static readonly Fault ForeignOrigin =
        new(FaultKind.Forbidden, "foreign_origin", "The refresh cookie is for this server's own pages; leave out the header Linnet-Session");

    public static readonly Fault SessionNotFound = new(FaultKind.NotFound, "session_not_found", "Session not found");

    public static readonly Fault HashingBusy = new(FaultKind.Unavailable, "busy", "Too many are logging in right now, try again");
}
