using Linnet.Common;

namespace Linnet.Notifications;

internal static class NotificationErrors
{
    public static readonly Error NotFound = new(ErrorKind.NotFound, "notification_not_found", "Notification not found");

    public static readonly Error ForeignOrigin = new(ErrorKind.Forbidden, "foreign_origin", "Pages of this origin may not connect");

    public static readonly Error ShuttingDown = new(ErrorKind.Unavailable, "shutting_down", "The server is restarting, try again");
}
