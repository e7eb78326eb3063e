using Linnet.Common;
using Linnet.Jobs;
using Linnet.Storage;

namespace Linnet.Tweets;

/// <summary>Deletes tweets whose time is over, as if their authors had deleted them.</summary>
internal sealed class TweetExpiry(TweetRemover tweets) : IJobHandler
{
    private const string ExpiryKind = "delete_tweet";

    // Nothing for a tweet that was deleted since.
    // lang=sql
    private const string SelectAuthor = "select author_id from tweets where id = @id and expires_at is not null";

    public string Kind => ExpiryKind;

    /// <summary>Schedules the deletion of a tweet. Call it in the write that posts the tweet.</summary>
    public static Task ScheduleAsync(DbSession db, long id, Timestamp expiresAt) =>
        JobQueue.ScheduleAsync(db, ExpiryKind, IdKey.Of(id), expiresAt);

    public async Task RunAsync(DbSession db, Job job)
    {
        var id = IdKey.ToId(job.Key);
        // An error means that the tweet, or its author, goes already.
        if (await db.QuerySingleOrDefaultAsync<long?>(SelectAuthor, new { id }) is { } authorId)
            await tweets.DeleteAsync(db, authorId, id);
    }
}
