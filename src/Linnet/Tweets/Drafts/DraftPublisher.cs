using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Linnet.Common;
using Linnet.Http.Input;
using Linnet.Storage;
using Linnet.Tweets.Scheduled;
using Linnet.Tweets.Threads;

namespace Linnet.Tweets.Drafts;

/// <summary>Posts drafts as tweets and threads are posted, and removes them in the same transaction.</summary>
internal sealed class DraftPublisher(Database database, IdempotentPosts posts, ThreadPoster threads)
{
    // First of all: of two requests at once one removes the draft, and the other finds none. A refusal rolls it back.
    // lang=sql
    private const string Take = "delete from drafts where id = @id and user_id = @accountId returning body";

    // Never shown: the errors of the input are.
    private static readonly Error Invalid = new(ErrorKind.Refused, ValidationErrorResult.Code, "The draft is not a valid tweet");

    /// <param name="accountId">Whose draft.</param>
    /// <param name="id">The draft.</param>
    /// <param name="key">Sent again with the same one, it gives the tweet of the first try; null for none.</param>
    /// <param name="limit">Counts the tweets of a thread for the rate limits, once; the error when there are too many.</param>
    /// <param name="cancellation">Heeded while the write waits for its turn.</param>
    public async Task<PublishedDraft> PublishAsync(
        long accountId, long id, string? key, Func<ThreadDraft, Error?> limit, CancellationToken cancellation)
    {
        List<ValidationError>? errors = null;
        TweetDraft? draft = null;
        ThreadDraft? thread = null;
        Error? limited = null;
        var tweet = key is null
            ? await database.WriteAsync(PostAsync, cancellation)
            : await posts.OnceAsync(accountId, key, HashOf(id), PostAsync, cancellation);
        return new PublishedDraft(tweet, errors, draft, thread);

        async Task<Result<Posted>> PostAsync(DbSession db)
        {
            errors = null;
            if (await db.QuerySingleOrDefaultAsync<string>(Take, new { id, accountId }) is not { } body)
                return DraftErrors.NotFound;
            if (IsThread(body))
                return await PostThreadAsync(db, body);
            draft = JsonBody.Parse<TweetDraft>(Encoding.UTF8.GetBytes(body), out errors);
            return draft is null ? Invalid : await posts.PostAsync(db, accountId, draft);
        }

        async Task<Result<Posted>> PostThreadAsync(DbSession db, string body)
        {
            var read = JsonBody.Parse<ThreadDraft>(Encoding.UTF8.GetBytes(body), out errors);
            if (read?.FindErrors() is { Count: > 0 } found)
                errors = found;
            if (read is null || errors is not null)
                return Invalid;
            // On PostgreSQL a write may run again.
            if (thread is null)
                limited = limit(read);
            thread = read;
            return limited is not null ? limited : await threads.PostAsync(db, accountId, read);
        }
    }

    private static bool IsThread(string body) => JsonNode.Parse(body)!.AsObject().ContainsKey(ThreadDraft.TweetsMember);

    // Of the draft, not of its text: the try that is repeated finds no draft any more.
    private static byte[] HashOf(long id) => SHA256.HashData(Encoding.UTF8.GetBytes($"draft {id}"));
}

/// <param name="Tweet">The tweet, the scheduled one or the thread, or why there is none: then the draft is as it was.</param>
/// <param name="Errors">What of the draft is no valid input; null when nothing.</param>
/// <param name="Draft">What was to be posted; null for a thread, and when it was not read.</param>
/// <param name="Thread">The same for a thread; null for a tweet.</param>
internal sealed record PublishedDraft(Result<Posted> Tweet, List<ValidationError>? Errors, TweetDraft? Draft, ThreadDraft? Thread)
{
    /// <summary>Also after a repeated request, which reads no draft.</summary>
    public bool IsThread => Thread is not null || Tweet.Value.ThreadIds is not null;
}
