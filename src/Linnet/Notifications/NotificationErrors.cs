using Linnet.Common;

namespace Linnet.Notifications;

internal static class NotificationErrors
{
    public static readonly Error NotFound = new(ErrorKind.NotFound, "notification_not_found", "Notification not found");
}
