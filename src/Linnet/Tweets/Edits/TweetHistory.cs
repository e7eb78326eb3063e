using Linnet.Common;
using Linnet.Relations;
using Linnet.Storage;

namespace Linnet.Tweets.Edits;

/// <summary>What tweets said before they were edited. Read from the database: histories are opened rarely.</summary>
internal sealed class TweetHistory(Database database)
{
    // lang=sql
    private const string InsertVersion = """
        insert into tweet_versions (tweet_id, number, content, content_warning, is_sensitive, written_at)
        select t.id, (select count(*) from tweet_versions v where v.tweet_id = t.id) + 1,
               t.content, t.content_warning, t.is_sensitive, coalesce(t.edited_at, t.created_at)
        from tweets t where t.id = @id
        """;

    private static readonly SlicedSql Versions = SlicedSql.OldestFirst(
        """
        select v.* from (
            select number, content, content_warning, is_sensitive as sensitive, written_at from tweet_versions where tweet_id = @id
            union all
            select (select count(*) from tweet_versions where tweet_id = @id) + 1,
                   content, content_warning, is_sensitive, coalesce(edited_at, created_at)
            from tweets where id = @id) v
        where true
        """,
        "v.number");

    /// <summary>Keeps what a tweet says, in the write that changes it and before it does.</summary>
    public static Task KeepAsync(DbSession db, long id) => db.ExecuteAsync(InsertVersion, new { id });

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
