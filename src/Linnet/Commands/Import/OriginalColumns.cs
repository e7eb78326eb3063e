using Microsoft.Data.Sqlite;

namespace Linnet.Commands.Import;

/// <summary>Reads columns of an old database, where a value may be null or of another type than declared.</summary>
internal static class OriginalColumns
{
    private static readonly HashSet<string> Yes = new(StringComparer.OrdinalIgnoreCase) { "true", "t", "yes", "y", "on", "1" };

    private static readonly HashSet<string> No = new(StringComparer.OrdinalIgnoreCase) { "false", "f", "no", "n", "off", "0" };

    public static string? GetText(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>The value as SQLite stores it: <see cref="long"/>, <see cref="double"/>, <see cref="string"/>, bytes, or null.</summary>
    public static object? GetStored(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetValue(column);

    /// <returns>Null unless the value is stored as an integer.</returns>
    public static long? GetId(this SqliteDataReader row, int column) => row.GetStored(column) as long?;

    /// <returns>Null for null and for values that are neither true nor false.</returns>
    public static bool? GetFlag(this SqliteDataReader row, int column) => row.GetStored(column) switch
    {
        long number => number != 0,
        double number => number != 0,
        string text when Yes.Contains(text.Trim()) => true,
        string text when No.Contains(text.Trim()) => false,
        _ => null,
    };
}
