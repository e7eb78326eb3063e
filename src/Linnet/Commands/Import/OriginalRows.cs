using Microsoft.Data.Sqlite;

namespace Linnet.Commands.Import;

internal static class OriginalRows
{
    /// <summary>Streams the rows that are brought in: those with an id, and of several with the same id the first.</summary>
    /// <param name="sql">Selects the id first, and orders by it.</param>
    /// <returns>The id that the row has in Linnet, and the row; each step hands out the same reader.</returns>
    public static IEnumerable<(long Id, SqliteDataReader Row)> ReadDistinct(this SourceFile original, string sql, ImportedIds ids)
    {
        var last = 0L;
        foreach (var row in original.Read(sql))
        {
            if (ids.Find(row.GetId(0)) is not { } id || id == last)
                continue;
            last = id;
            yield return (id, row);
        }
    }
}
