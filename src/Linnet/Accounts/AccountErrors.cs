using Linnet.Common;

namespace Linnet.Accounts;

internal static class AccountErrors
{
    /// <summary>Covers both a wrong name and a wrong password, so that a log-in does not reveal which accounts exist.</summary>
    public static readonly Error IncorrectCredentials =
        new(ErrorKind.Unauthenticated, "incorrect_credentials", "Incorrect username or password");

    public static readonly Error UsernameTaken = new(ErrorKind.Refused, "username_taken", "Username already registered");

    public static readonly Error EmailTaken = new(ErrorKind.Refused, "email_taken", "Email already registered");

    public static readonly Error CurrentPasswordRequired =
        new(ErrorKind.Forbidden, "current_password_required", "Send your current_password with this request, or log in again first");

    public static readonly Error WrongPassword = new(ErrorKind.Forbidden, "wrong_password", "The current password is wrong");

    /// <summary>The ticket was never issued, was already used, or has expired. The client requests another.</summary>
    public static readonly Error InvalidTicket = new(ErrorKind.Unauthenticated, "invalid_ticket", "Could not validate credentials");

    public static readonly Error ForeignOrigin =
        new(ErrorKind.Forbidden, "foreign_origin", "The refresh cookie is for this server's own pages; leave out the header Linnet-Session");

    public static readonly Error SessionNotFound = new(ErrorKind.NotFound, "session_not_found", "Session not found");

    public static readonly Error HashingBusy = new(ErrorKind.Unavailable, "busy", "Too many are logging in right now, try again");
}
