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

    // Not a column of the insert: each costs every post, and few tweets have this one.
    // lang=sql
    private const string SetExpiry = "update tweets set expires_at = @expiresAt where id = @id";

    public string Kind => ExpiryKind;

    /// <summary>Sets when a tweet deletes itself. Call it in the write that posts the tweet.</summary>
    public static async Task ScheduleAsync(DbSession db, long id, Timestamp expiresAt)
    {
        await db.ExecuteAsync(SetExpiry, new { id, expiresAt });
        await JobQueue.ScheduleAsync(db, ExpiryKind, IdKey.Of(id), expiresAt);
    }

    public async Task RunAsync(DbSession db, Job job)
    {
        var id = IdKey.ToId(job.Key);
        // An error means that the tweet, or its author, goes already.
        if (await db.QuerySingleOrDefaultAsync<long?>(SelectAuthor, new { id }) is { } authorId)
            await tweets.DeleteAsync(db, authorId, id);
    }
}
