using Linnet.Common;
using Linnet.Storage;
using Linnet.Storage.Counters;

namespace Linnet.Commands.Move;

/// <summary>Copies a SQLite database into an empty PostgreSQL database in one transaction, and verifies the copy before committing.</summary>
internal sealed class PostgresCopy(Database database, CounterAudit counters)
{
    /// <summary>Every table, in dependency order.</summary>
    public static readonly string[] Tables =
        [
            "users", "sessions", "follows", "follow_requests", "blocks", "mutes", "filters", "filter_words", "lists", "list_members",
            "tweets", "tweet_versions", "polls", "poll_options", "poll_votes", "tombstones", "likes", "bookmarks", "muted_threads", "drafts",
            "scheduled_tweets", "blobs", "media", "draft_media", "scheduled_media", "mentions", "tags",
            "tweet_tags", "tag_follows", "notifications", "notification_cursors", "notification_pruning", "post_keys", "conversations",
            "conversation_members", "messages", "jobs",
        ];

    // lang=sql
    private const string InsertKey = "insert into signing_key (only_row, key) values (1, @key)";

    /// <param name="file">The database to copy.</param>
    /// <param name="signingKey">The file's signing key, so that sessions stay valid; null when there is none.</param>
    /// <param name="report">Receives the progress.</param>
    /// <param name="cancellation">Stops the copy; nothing is kept.</param>
    /// <returns>Rows by table.</returns>
    /// <exception cref="OperatorException">The database already has users, or the copy differs.</exception>
    public Task<IReadOnlyDictionary<string, long>> RunAsync(
        SourceDatabase file, byte[]? signingKey, Action<CopyProgress> report, CancellationToken cancellation) =>
        database.WriteAsync(
            async db =>
            {
                await EmptyDatabase.EnsureAsync(db, database);
                var rows = new Dictionary<string, long>(StringComparer.Ordinal);
                foreach (var table in Tables)
                    rows.Add(table, await CopyAsync(db, file, table, report, cancellation));
                if (signingKey is not null)
                    await db.ExecuteAsync(InsertKey, new { key = signingKey });
                report(new CopyProgress("counters", 0, 1));
                await EnsureCountersAsync(db);
                report(new CopyProgress("counters", 1, 1));
                return (IReadOnlyDictionary<string, long>)rows;
            },
            cancellation);

    private static async Task<long> CopyAsync(
        DbSession db, SourceDatabase file, string table, Action<CopyProgress> report, CancellationToken cancellation)
    {
        // Removes the rows that migrations inserted: the file has its own.
        await db.ExecuteAsync($"delete from {table}");
        var columns = file.Columns(table);
        var expected = file.Count(table);
        await db.BulkInsertAsync(
            table,
            [.. columns.Select(column => column.Name)],
            CopyProgress.Follow(file.Read(table, columns), table, expected, report, cancellation));
        // Counts the rows in the target, not the rows sent.
        var copied = await db.QuerySingleAsync<long>($"select count(*) from {table}");
        if (copied != expected)
            throw new OperatorException(ExitCode.Failed, $"Only {copied:N0} of {expected:N0} rows of {table} were copied. No changes were kept.");
        // May exceed the highest remaining id: the ids of deleted rows are never reused.
        if (file.LastId(table) is { } lastId and > 0)
            await db.ReserveIdsAsync(table, lastId);
        return copied;
    }

    private async Task EnsureCountersAsync(DbSession db)
    {
        if (await counters.FindDriftAsync(db) is [var drift, ..])
        {
            throw new OperatorException(
                ExitCode.Failed, $"{drift.Counter} is wrong in {drift.Rows:N0} rows of the file. No changes were kept. Repair it with: linnet recount --repair");
        }
    }
}
