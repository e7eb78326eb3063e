using Linnet.Events;
using Linnet.Storage;

namespace Linnet.Tweets;

/// <summary>A repost that goes because its original does.</summary>
internal static class RemovedRepost
{
    // lang=sql
    private const string TakeFromReposter = "update users set tweets_count = tweets_count - 1 where id = @id returning deleted_at is not null";

    /// <summary>Takes it out of the reposter's count.</summary>
    /// <returns>The event to raise; null when the reposter was deleted, whose timelines have forgotten it already.</returns>
    public static async Task<TweetDeleted?> CountOutAsync(DbSession db, long id, long reposterId, long originalId, long? originalAuthorId) =>
        await db.QuerySingleAsync<bool>(TakeFromReposter, new { id = reposterId })
            ? null
            : new TweetDeleted(id, reposterId, null, originalId, [], new About(null, originalAuthorId, IsRepost: true));
}
