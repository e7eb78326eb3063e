using Linnet.Common;

namespace Linnet.Storage;

internal static class StorageErrors
{
    public static readonly Error Busy = new(ErrorKind.Unavailable, "database_busy", "The database is busy, try again");

    public static readonly Error Down = new(ErrorKind.Unavailable, "database_unavailable", "The database is unavailable, try again");

    public static readonly Error TooLong =
        new(ErrorKind.Unavailable, "read_too_long", "The answer took too long to put together and was given up; ask for less, or try again");

    public static readonly Error TooManyReads =
        new(ErrorKind.TooMany, "too_many_reads", "This account reads too much at once, try again");

    public static readonly Error Full = new(ErrorKind.StorageFull, "storage_full", "The server has no room left to store this");
}
