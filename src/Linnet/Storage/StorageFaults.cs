using Linnet.Common;

namespace Linnet.Storage;

internal static class StorageFaults
{
    public static readonly Fault Busy = new(FaultKind.Unavailable, "database_busy", "The database is busy, try again");

    public static readonly Fault Down = new(FaultKind.Unavailable, "database_unavailable", "The database is unavailable, try again");

    public static readonly Fault TooLong =
        new(FaultKind.Unavailable, "read_too_long", "The answer took too long to put together and was given up; ask for less, or try again");

    public static readonly Fault TooManyReads =
        new(FaultKind.TooMany, "too_many_reads", "This account reads too much at once, try again");

    public static readonly Fault Full = new(FaultKind.StorageFull, "storage_full", "The server has no room left to store this");
}
