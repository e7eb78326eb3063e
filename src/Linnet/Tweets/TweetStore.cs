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
        ListAsync(Everyones, slice, parameters: null, cancellation);

    public Task<List<long>> ListIdsByAuthorAsync(long authorId, Slice slice, CancellationToken cancellation) =>
        ListAsync(ByAuthor, slice, new { of = authorId }, cancellation);

    public Task<List<long>> ListReplyIdsAsync(long tweetId, Slice slice, CancellationToken cancellation) =>
        ListAsync(RepliesTo, slice, new { of = tweetId }, cancellation);

    private async Task<List<long>> ListAsync(SlicedSql list, Slice slice, object? parameters, CancellationToken cancellation)
    {
        var settled = await database.SettleAsync("tweets", slice, cancellation);
        return await database.ReadOneAsync(db => list.QueryAsync<long>(db, settled, parameters), cancellation);
    }
}
