using Linnet.Common;

namespace Linnet.Notifications;

internal static class NotificationFaults
{
    public static readonly Fault NotFound = new(FaultKind.NotFound, "notification_not_found", "Notification not found");

    public static readonly Fault ForeignOrigin = new(FaultKind.Forbidden, "foreign_origin", "Pages of this origin may not connect");

    public static readonly Fault ShuttingDown = new(FaultKind.Unavailable, "shutting_down", "The server is restarting, try again");
}
