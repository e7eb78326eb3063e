using System.Text.Json;
using Linnet.Common;
using Linnet.Jobs;
using Linnet.Storage;

namespace Linnet.Tweets.Scheduled;

/// <summary>The rows of scheduled tweets, each with a job while it waits.</summary>
internal static class ScheduledRows
{
    /// <summary>The kind of job that posts one. Its key is the row's id.</summary>
    public const string PostKind = "post_scheduled";

    // The job before the row, in the order in which it is done. While it is being done this waits, and then there is no row.
    // lang=sql
    private const string LockJob = "select id from jobs where kind = @kind and key = @key for update";

    // lang=sql
    private const string LockRow = "select id from scheduled_tweets where id = @id for update";

    // lang=sql
    private const string Columns = "s.id, s.due_at, s.state, s.error_code, s.error_detail, s.created_at, s.updated_at, s.draft";

    // lang=sql
    private const string SelectOne = $"select {Columns} from scheduled_tweets s where s.id = @id and s.user_id = @accountId";

    private static readonly SlicedSql OfAccount = SlicedSql.NewestFirst($"select {Columns} from scheduled_tweets s where s.user_id = @of", "s.id");

    public static async Task LockAsync(DbSession db, long id)
    {
        await db.LockAsync(LockJob, new { kind = PostKind, key = IdKey.Of(id) });
        await db.LockAsync(LockRow, new { id });
    }

    public static async Task<ScheduledTweet?> FindAsync(DbSession db, long accountId, long id) =>
        (await db.QuerySingleOrDefaultAsync<Row>(SelectOne, new { id, accountId }))?.ToModel();

    public static async Task<List<ScheduledTweet>> ListAsync(DbSession db, long accountId, Slice slice) =>
        (await OfAccount.QueryAsync<Row>(db, slice, new { of = accountId })).ConvertAll(row => row.ToModel());

    /// <summary>A draft as it is stored. Its time is in another column.</summary>
    public static string Write(TweetDraft draft) => JsonSerializer.Serialize(draft with { ScheduledAt = null }, TweetsJson.Wire.TweetDraft);

    public static TweetDraft Read(string draft) => JsonSerializer.Deserialize(draft, TweetsJson.Wire.TweetDraft)!;

    private sealed class Row
    {
        public long Id { get; init; }

        public Timestamp DueAt { get; init; }

        public ScheduledState State { get; init; }

        public string? ErrorCode { get; init; }

        public string? ErrorDetail { get; init; }

        public Timestamp CreatedAt { get; init; }

        public Timestamp UpdatedAt { get; init; }

        public string Draft { get; init; } = "";

        public ScheduledTweet ToModel() => new()
        {
            Id = Id,
            ScheduledAt = DueAt,
            State = State,
            Error = ErrorCode is null ? null : new ScheduledFailure(ErrorCode, ErrorDetail!),
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
            Tweet = ScheduledContent.Of(Read(Draft)),
        };
    }
}
