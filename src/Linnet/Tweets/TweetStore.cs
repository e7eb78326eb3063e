using Linnet.Common;
using Linnet.Storage;

namespace Linnet.Tweets;

/// <summary>Finds tweets' ids, newest first.</summary>
internal sealed class TweetStore(Database database)
{
    private static readonly SlicedSql Everyones = SlicedSql.NewestFirst("select t.id from tweets t where true", "t.id");

    private static readonly SlicedSql ByAuthor = SlicedSql.NewestFirst("select t.id from tweets t where t.author_id = @of", "t.id");

    private static readonly SlicedSql RepliesTo = SlicedSql.NewestFirst("select t.id from tweets t where t.reply_to_id = @of", "t.id");

    public Task<List<long>> ListIdsAsync(Slice slice, CancellationToken cancellation) =>
        database.ReadOneAsync(db => Everyones.QueryAsync<long>(db, slice, parameters: null), cancellation);

    public Task<List<long>> ListIdsByAuthorAsync(long authorId, Slice slice, CancellationToken cancellation) =>
        database.ReadOneAsync(db => ByAuthor.QueryAsync<long>(db, slice, new { of = authorId }), cancellation);

    public Task<List<long>> ListReplyIdsAsync(long tweetId, Slice slice, CancellationToken cancellation) =>
        database.ReadOneAsync(db => RepliesTo.QueryAsync<long>(db, slice, new { of = tweetId }), cancellation);
}
