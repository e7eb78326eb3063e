using Linnet.Common;
using Linnet.Relations;
using Linnet.Storage;

namespace Linnet.Tweets.Edits;

/// <summary>What tweets said before they were edited. Read from the database: histories are opened rarely.</summary>
internal sealed class TweetHistory(Database database)
{
    /// <summary>How many versions a tweet may have, with what it says now.</summary>
    public const int MostVersions = 100;

    // Each number follows from the last one: to count them would make each edit cost as much as all before it.
    // lang=sql
    private const string InsertVersion = """
        insert into tweet_versions (tweet_id, number, content, content_warning, is_sensitive, written_at)
        select t.id, coalesce((select max(v.number) from tweet_versions v where v.tweet_id = t.id), 0) + 1,
               t.content, t.content_warning, t.is_sensitive, coalesce(t.edited_at, t.created_at)
        from tweets t where t.id = @id
        returning number
        """;

    private static readonly SlicedSql Versions = SlicedSql.OldestFirst(
        """
        select v.* from (
            select number, content, content_warning, is_sensitive as sensitive, written_at from tweet_versions where tweet_id = @id
            union all
            select coalesce((select max(number) from tweet_versions where tweet_id = @id), 0) + 1,
                   content, content_warning, is_sensitive, coalesce(edited_at, created_at)
            from tweets where id = @id) v
        where true
        """,
        "v.number");

    /// <summary>Keeps what a tweet says, in the write that changes it and before it does.</summary>
    /// <returns>False when the tweet may have no further version; the write has to fail then.</returns>
    public static async Task<bool> TryKeepAsync(DbSession db, long id) =>
        await db.QuerySingleAsync<long>(InsertVersion, new { id }) < MostVersions;

    /// <param name="id">A tweet that the viewer may see.</param>
    /// <param name="slice">Cursors are the numbers of versions.</param>
    /// <param name="viewer">Whom it is for.</param>
    /// <param name="cancellation">Ends the wait for a reader.</param>
    /// <returns>The oldest first.</returns>
    public Task<List<TweetVersion>> ListAsync(long id, Slice slice, Viewer viewer, CancellationToken cancellation) => database.ForAsync(
        viewer.Id,
        () => database.ReadOneAsync(db => Versions.QueryAsync<TweetVersion>(db, slice, new { id }), cancellation),
        cancellation);
}
