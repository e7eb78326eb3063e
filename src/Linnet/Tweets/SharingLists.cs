using Linnet.Common;
using Linnet.Relations;
using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Tweets;

/// <summary>Who likes and who reposted a tweet. Read from the database: these lists are opened rarely.</summary>
internal sealed class SharingLists(Database database, TweetCache tweets, UserListReader users)
{
    private static readonly SlicedSql Likers = SlicedSql.OldestFirst(
        $"select l.user_id from likes l where l.tweet_id = @of and ({DeletedAccounts.None} or l.user_id not in {DeletedAccounts.Ids})", "l.user_id");

    private static readonly SlicedSql Reposters = SlicedSql.OldestFirst(
        $"""
        select r.author_id from tweets r
        where r.retweet_of_id = @of and r.kind = 1 and ({DeletedAccounts.None} or r.author_id not in {DeletedAccounts.Ids})
        """,
        "r.author_id");

    /// <returns>The id of the tweet, or of a repost's original; null when the viewer may not see it.</returns>
    public async ValueTask<long?> FindOriginalAsync(long tweetId, Viewer viewer, CancellationToken cancellation) =>
        await tweets.ReadAsync([tweetId], TweetSurface.ById, viewer, cancellation) is [var view]
            ? (view.Tweet.Kind is TweetKind.Repost ? view.Tweet.RetweetOfId : tweetId)
            : null;

    public ValueTask<UserPage> ListLikersAsync(long tweetId, Slice slice, Viewer viewer, CancellationToken cancellation) =>
        ReadAsync(Likers, tweetId, slice, viewer, cancellation);

    public ValueTask<UserPage> ListRepostersAsync(long tweetId, Slice slice, Viewer viewer, CancellationToken cancellation) =>
        ReadAsync(Reposters, tweetId, slice, viewer, cancellation);

    private ValueTask<UserPage> ReadAsync(SlicedSql sql, long tweetId, Slice slice, Viewer viewer, CancellationToken cancellation) =>
        users.ReadAsync(
            async part => await database.ForAsync(
                viewer.Id, () => database.ReadOneAsync(db => sql.QueryIdsAsync(db, part, tweetId), cancellation), cancellation),
            slice,
            viewer);
}
