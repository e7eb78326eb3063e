namespace Linnet.Storage.Postgres;

/// <summary>How far the ids of a table are settled, though they are handed out before the commit.</summary>
/// <remarks>
/// A write that is about to take an id holds a shared advisory lock whose key carries the last id so far, until its commit
/// is seen. So all ids up to the lowest key that is held are settled; and with none held, all that were handed out.
/// </remarks>
internal static class IdHighWaterMark
{
    // The key's upper 16 bits tell these locks from others; the lower 48 are an id.
    private const int KeySpace = 0x6964; // "id"

    /// <remarks>The next id is greater than the key, even if other writes take ids in between.</remarks>
    public static string RegisterPending(string table) =>
        // lang=sql
        $"select pg_advisory_xact_lock_shared(({KeySpace}::bigint << 48) | case when is_called then last_value else 0 end) from {table}_id_seq";

    /// <remarks>
    /// The last id is read before the locks are, which is why the inner query names it: a write that took an id up to there
    /// had its lock by then. It still holds it, or its rows can be seen. The other way round it might do both in between.
    /// </remarks>
    public static string SelectStable(string table) =>
        // lang=sql
        $"""
        select least(ids.last, (
            select min(((l.classid::bigint & 65535) << 32) | l.objid::bigint)
            from pg_locks l
            where l.locktype = 'advisory' and l.objsubid = 1 and l.classid::bigint >> 16 = {KeySpace}
              and l.database = (select oid from pg_database where datname = current_database())
              and ids.last is not null))
        from (select case when is_called then last_value else 0 end as last from {table}_id_seq offset 0) ids
        """;
}
