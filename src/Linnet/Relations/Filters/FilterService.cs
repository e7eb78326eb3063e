using Linnet.Common;
using Linnet.Events;
using Linnet.Jobs;
using Linnet.Storage;

namespace Linnet.Relations.Filters;

/// <summary>An account's filters, which nobody else sees.</summary>
internal sealed class FilterService(Database database, EventBus events, TimeProvider clock) : IJobHandler
{
    /// <summary>How many an account may have. <see cref="ViewerFilters"/> keeps those of active accounts in memory.</summary>
    public const int Most = 50;

    /// <summary>How long the words of all filters of an account may be together, in UTF-16 units.</summary>
    public const int MostText = 5_000;

    private const string EndKind = "end_filter";

    // Two writes at once shall not pass the limit together.
    // lang=sql
    private const string LockOwner = "select id from users where id = @accountId for no key update";

    // lang=sql
    private const string SumUp = """
        select (select count(*) from filters where user_id = @accountId and id <> @id) as filters,
               (select coalesce(sum(length(w.word)), 0) from filters f join filter_words w on w.filter_id = f.id
                where f.user_id = @accountId and f.id <> @id) as text
        """;

    // lang=sql
    private const string Insert = """
        insert into filters (user_id, title, action, is_whole_word, contexts, ends_at, created_at)
        select id, @title, @action, @isWholeWord, @contexts, @endsAt, @now from users where id = @accountId and deleted_at is null
        returning id
        """;

    // lang=sql
    private const string Update = """
        update filters set title = @title, action = @action, is_whole_word = @isWholeWord, contexts = @contexts, ends_at = @endsAt
        where id = @id and user_id = @accountId
        """;

    // lang=sql
    private const string InsertWord = "insert into filter_words (filter_id, position, word) values (@id, @position, @word)";

    // lang=sql
    private const string DeleteWords = "delete from filter_words where filter_id = @id";

    // lang=sql
    private const string Delete = "delete from filters where id = @id and user_id = @accountId";

    // lang=sql
    private const string SelectEnded = "select user_id from filters where id = @id and ends_at <= @now";

    public string Kind => EndKind;

    public Task<List<Filter>> ListAsync(long accountId, CancellationToken cancellation) =>
        ReadAsync(accountId, db => FilterRows.ListAsync(db, accountId), cancellation);

    /// <returns>An error when there is no such filter.</returns>
    public async Task<Result<Filter>> FindAsync(long accountId, long id, CancellationToken cancellation) =>
        await ReadAsync(accountId, db => FilterRows.FindAsync(db, accountId, id), cancellation) is { } filter
            ? filter
            : FilterErrors.NotFound;

    /// <returns>An error when the account has too many filters.</returns>
    public Task<Result<Filter>> CreateAsync(long accountId, FilterDraft draft, CancellationToken cancellation) =>
        SaveAsync(accountId, id: null, draft, cancellation);

    /// <summary>Replaces all of a filter. Its time counts from now on.</summary>
    /// <returns>An error when there is no such filter, or the filters become too many.</returns>
    public Task<Result<Filter>> ReplaceAsync(long accountId, long id, FilterDraft draft, CancellationToken cancellation) =>
        SaveAsync(accountId, id, draft, cancellation);

    /// <returns>An error when there is no such filter.</returns>
    public Task<Result<long>> DeleteAsync(long accountId, long id, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                if (await FilterRows.FindAsync(db, accountId, id) is null)
                    return FilterErrors.NotFound;
                await db.ExecuteAsync(DeleteWords, new { id });
                await db.ExecuteAsync(Delete, new { id, accountId });
                await JobQueue.CancelAsync(db, EndKind, IdKey.Of(id));
                await events.RaiseAsync(db, new FiltersChanged(accountId));
                return id;
            },
            cancellation);

    // The row stays: people renew filters. What is kept of them in memory goes.
    public async Task RunAsync(DbSession db, Job job)
    {
        var ended = new { id = IdKey.ToId(job.Key), now = Timestamp.Now(clock) };
        if (await db.QuerySingleOrDefaultAsync<long?>(SelectEnded, ended) is { } accountId)
            await events.RaiseAsync(db, new FiltersChanged(accountId));
    }

    private Task<T> ReadAsync<T>(long accountId, Func<DbSession, Task<T>> read, CancellationToken cancellation) =>
        database.ForAsync(accountId, () => database.ReadOneAsync(read, cancellation), cancellation);

    private Task<Result<Filter>> SaveAsync(long accountId, long? id, FilterDraft draft, CancellationToken cancellation) =>
        database.WriteAsync<Result<Filter>>(
            async db =>
            {
                await db.LockAsync(LockOwner, new { accountId });
                var others = await db.QuerySingleAsync<Sum>(SumUp, new { accountId, id = id ?? 0 });
                if (others.Filters >= Most || others.Text + draft.Words.Sum(word => word.Length) > MostText)
                    return FilterErrors.TooMany;
                var now = Timestamp.Now(clock);
                Timestamp? end = draft.ExpiresInSeconds is { } seconds ? now + TimeSpan.FromSeconds(seconds) : null;
                if (await WriteAsync(db, accountId, id, draft, now, end) is not { } saved)
                    return FilterErrors.NotFound;
                await ReplaceWordsAsync(db, saved, draft.Words);
                if (end is { } dueAt)
                    await JobQueue.ScheduleAsync(db, EndKind, IdKey.Of(saved), dueAt);
                else
                    await JobQueue.CancelAsync(db, EndKind, IdKey.Of(saved));
                await events.RaiseAsync(db, new FiltersChanged(accountId));
                return (await FilterRows.FindAsync(db, accountId, saved))!;
            },
            cancellation);

    /// <returns>The filter's id; null when there is no such filter or account.</returns>
    private static async Task<long?> WriteAsync(DbSession db, long accountId, long? id, FilterDraft draft, Timestamp now, Timestamp? end)
    {
        var row = new
        {
            id,
            accountId,
            title = draft.Title,
            action = (long)FilterWords.ToAction(draft.Action),
            isWholeWord = draft.WholeWord,
            contexts = (long)FilterWords.ToContexts(draft.Contexts),
            endsAt = end?.Microseconds,
            now,
        };
        if (id is null)
            return await db.QuerySingleOrDefaultAsync<long?>(Insert, row);
        return await db.ExecuteAsync(Update, row) > 0 ? id : null;
    }

    private static async Task ReplaceWordsAsync(DbSession db, long id, IReadOnlyList<string> words)
    {
        await db.ExecuteAsync(DeleteWords, new { id });
        foreach (var (position, word) in words.Select(word => word.Trim()).Distinct().Index())
            await db.ExecuteAsync(InsertWord, new { id, position = (long)position, word });
    }

    private sealed class Sum
    {
        public long Filters { get; init; }

        public long Text { get; init; }
    }
}
