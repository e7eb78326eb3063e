namespace Linnet.Storage.Counters;

/// <summary>A column that counts rows of another table, and the query that recounts them.</summary>
/// <param name="Table">The table that the column is in.</param>
/// <param name="Column">The column.</param>
/// <param name="Counted">The table whose rows it counts.</param>
/// <param name="RecountSql">A query of one number, in which <c>t</c> is the row counted for.</param>
internal sealed record Counter(string Table, string Column, string Counted, string RecountSql)
{
    /// <summary>Rows whose column is wrong, by id, each with the number of all of them.</summary>
    public string SelectDrift =>
        // lang=sql
        $"""
        select id, stored, actual, count(*) over () as total
        from (select t.id, t.{Column} as stored, ({RecountSql}) as actual from {Table} t) counted
        where stored <> actual
        order by id
        limit @limit
        """;

    /// <summary>Puts the column right where it is wrong.</summary>
    public string Repair =>
        // lang=sql
        $"update {Table} as t set {Column} = ({RecountSql}) where {Column} <> ({RecountSql})";

    public override string ToString() => $"{Table}.{Column}";
}
