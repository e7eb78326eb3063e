using Linnet.Common;

namespace Linnet.Realtime;

internal static class RealtimeErrors
{
    public static readonly Error ForeignOrigin = new(ErrorKind.Forbidden, "foreign_origin", "Pages of this origin may not connect");

    public static readonly Error ShuttingDown = new(ErrorKind.Unavailable, "shutting_down", "The server is restarting, try again");
}
