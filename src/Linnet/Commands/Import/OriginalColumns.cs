using Microsoft.Data.Sqlite;

namespace Linnet.Commands.Import;

/// <summary>Columns as they may be in a database that has seen years: null, or a value of another type than was declared.</summary>
internal static class OriginalColumns
{
    private static readonly HashSet<string> Yes = new(StringComparer.OrdinalIgnoreCase) { "true", "t", "yes", "y", "on", "1" };

    private static readonly HashSet<string> No = new(StringComparer.OrdinalIgnoreCase) { "false", "f", "no", "n", "off", "0" };

    public static string? GetText(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>The value as SQLite stores it: <see cref="long"/>, <see cref="double"/>, <see cref="string"/>, bytes, or null.</summary>
    public static object? GetStored(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetValue(column);

    /// <returns>Null for anything that is not stored as a whole number.</returns>
    public static long? GetId(this SqliteDataReader row, int column) => row.GetStored(column) as long?;

    /// <returns>Null for what is neither true nor false, and for a null.</returns>
    public static bool? GetFlag(this SqliteDataReader row, int column) => row.GetStored(column) switch
    {
        long number => number != 0,
        double number => number != 0,
        string text when Yes.Contains(text.Trim()) => true,
        string text when No.Contains(text.Trim()) => false,
        _ => null,
    };
}
