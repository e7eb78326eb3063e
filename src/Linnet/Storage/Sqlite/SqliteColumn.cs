using SQLitePCL;

namespace Linnet.Storage.Sqlite;

/// <summary>How a row is read that is a single value, or two numbers.</summary>
internal static class SqliteColumn<T>
{
    /// <summary>Null for any other type: a mapper reads it.</summary>
    public static readonly Func<sqlite3_stmt, T>? Read = Choose() as Func<sqlite3_stmt, T>;

    private static Delegate? Choose() =>
        typeof(T) == typeof(long) ? ReadLong
        : typeof(T) == typeof(long?) ? ReadNullableLong
        : typeof(T) == typeof(bool) ? ReadBool
        : typeof(T) == typeof(string) ? ReadString
        : typeof(T) == typeof((long, long)) ? ReadPair
        : null;

    private static long ReadLong(sqlite3_stmt row) => raw.sqlite3_column_int64(row, 0);

    private static long? ReadNullableLong(sqlite3_stmt row) => IsNull(row) ? null : ReadLong(row);

    private static bool ReadBool(sqlite3_stmt row) => raw.sqlite3_column_int64(row, 0) != 0;

    private static string? ReadString(sqlite3_stmt row) => IsNull(row) ? null : raw.sqlite3_column_text(row, 0).utf8_to_string();

    private static (long First, long Second) ReadPair(sqlite3_stmt row) => (ReadLong(row), raw.sqlite3_column_int64(row, 1));

    private static bool IsNull(sqlite3_stmt row) => raw.sqlite3_column_type(row, 0) == raw.SQLITE_NULL;
}
