using Microsoft.Data.Sqlite;

namespace Linnet.Commands.Import;

internal static class OriginalRows
{
    /// <summary>Streams the rows to import: those with an id, and only the first of several with the same id.</summary>
    /// <param name="sql">Must select the id first and order by it.</param>
    /// <returns>The row's id in Linnet, and the row. Each step returns the same reader.</returns>
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
