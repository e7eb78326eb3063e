using System.Security.Cryptography;
using System.Text.Json;
using Linnet.Common;
using Linnet.Http;
using Linnet.Storage;
using Linnet.Tweets.Scheduled;

namespace Linnet.Tweets.Threads;

/// <summary>Posts threads in one transaction: all of their tweets, or none.</summary>
internal sealed class ThreadPoster(Database database, TweetService tweets, IdempotentPosts posts)
{
    /// <param name="authorId">Who posts it.</param>
    /// <param name="key">Sent again with the same one, it gives the thread of the first try; null for none.</param>
    /// <param name="thread">Without errors.</param>
    /// <param name="cancellation">Heeded while the write waits for its turn.</param>
    /// <returns>The thread, or why one of its tweets cannot be posted, with the index of that tweet.</returns>
    public Task<Result<Posted>> PostAsync(long authorId, string? key, ThreadDraft thread, CancellationToken cancellation) =>
        key is null
            ? database.WriteAsync(db => PostAsync(db, authorId, thread), cancellation)
            : posts.OnceAsync(
                authorId,
                key,
                SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(thread, TweetsJson.Wire.ThreadDraft)),
                db => PostAsync(db, authorId, thread),
                cancellation);

    /// <summary>The same within a write of the caller's, who hands an error on as the write's own.</summary>
    public async Task<Result<Posted>> PostAsync(DbSession db, long authorId, ThreadDraft thread)
    {
        var ids = new List<long>(thread.Tweets.Count);
        foreach (var draft in thread.Tweets)
        {
            var outcome = await tweets.PostAsync(db, authorId, ids is [.., var before] ? draft with { ReplyToId = before } : draft);
            if (!outcome.Succeeded(out var id, out var error))
                return error == CallerErrors.SessionEnded ? error : error with { Index = ids.Count };
            ids.Add(id);
        }
        return Posted.Thread(ids);
    }
}
