using Linnet.Relations.Lists;
using Linnet.Storage;

namespace Linnet.Relations;

/// <summary>Reads whom an account or a list follows and hides, for <see cref="ActiveFollowerIndex"/>.</summary>
internal static class AudienceRows
{
    // lang=sql
    private const string SelectOwner = "select owner_id from lists where id = @list";

    /// <param name="db">A session.</param>
    /// <param name="key">An account, or a list by <see cref="ListTimeline.KeyOf"/>.</param>
    public static async Task<ViewerRelations> ReadAsync(DbSession db, long key) => new(
        ListTimeline.ListIdOf(key) is { } list
            ? await db.QueryAsync<(long, long)>(ViewerSql.SelectListRelations, new { list })
            : await db.QueryAsync<(long, long)>(ViewerSql.SelectHomeRelations, new { viewer = key }));

    /// <returns>The account itself, or the owner of the list; 0 when that is gone.</returns>
    public static async Task<long> ReadOwnerAsync(DbSession db, long key) =>
        ListTimeline.ListIdOf(key) is { } list ? await db.QuerySingleOrDefaultAsync<long>(SelectOwner, new { list }) : key;
}
