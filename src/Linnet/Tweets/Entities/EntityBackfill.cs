using Linnet.Common;
using Linnet.Events;
using Linnet.Jobs;
using Linnet.Relations;
using Linnet.Storage;

namespace Linnet.Tweets.Entities;

/// <summary>
/// Finds the entities of tweets that were stored without: those of before the migration, in a job, a batch a write; and those that
/// commands write in bulk. The newest come first. The key of the job is the id before which it goes on. Nobody is notified.
/// </summary>
internal sealed partial class EntityBackfill(EntityParser parser, EventBus events, TimeProvider clock, ILogger<EntityBackfill> logger) : IJobHandler
{
    /// <summary>Named in the migration.</summary>
    private const string FindEntities = "find_entities";

    private const int Batch = 1_000;

    private const long LoggedEvery = 100_000;

    // lang=sql
    private const string SelectContents = "select id, content, visibility from tweets where id < @before and kind = 0 and entities is null order by id desc limit @most";

    // An edit since then has found them.
    // lang=sql
    private const string Update = "update tweets set entities = @entities where id = @id and content = @content and entities is null";

    // lang=sql
    private const string SelectTagIds = "select id, key from tags where key in @keys";

    public string Kind => FindEntities;

    public async Task RunAsync(DbSession db, Job job)
    {
        var before = IdKey.ToId(job.Key);
        if (await FillBatchAsync(db, before) is not ({ } next, var changed))
        {
            Log.Finished(logger);
            return;
        }
        if (changed.Count > 0)
            await events.RaiseAsync(db, new EntitiesFound(changed));
        if (next / LoggedEvery != before / LoggedEvery)
            Log.Progressed(logger, next);
        // Due with the next run, a second later: other jobs and other writes come first.
        await JobQueue.ScheduleAsync(db, FindEntities, IdKey.Of(next), Timestamp.Now(clock));
    }

    /// <summary>The same for all tweets in one write, of a command that fills a database.</summary>
    public async Task FillAsync(DbSession db)
    {
        long? before = long.MaxValue;
        while (before is { } id)
            before = (await FillBatchAsync(db, id)).Next;
    }

    /// <returns>The lowest id of the batch, null when there are no more, and the tweets that have entities now.</returns>
    private async Task<(long? Next, List<long> Changed)> FillBatchAsync(DbSession db, long before)
    {
        var contents = await db.QueryAsync<(long Id, string Content, Visibility Visibility)>(SelectContents, new { before, most = Batch });
        if (contents.Count is 0)
            return (null, []);
        var found = contents.ConvertAll(tweet => (tweet.Id, tweet.Content, tweet.Visibility, Entities: TextScanner.Scan(tweet.Content)));
        found.RemoveAll(tweet => tweet.Entities.Count is 0);
        var users = await EntityRows.FindUsersAsync(db, found.SelectMany(tweet => tweet.Entities));
        var parsed = new List<(long Id, ParsedContent Content, Visibility Visibility)>();
        foreach (var (id, content, visibility, entities) in found)
        {
            if (parser.ParseStored(content, entities, users) is { } some
                && await db.ExecuteAsync(Update, new { id, content, entities = EntityRows.ToColumn(some) }) > 0)
                parsed.Add((id, some, visibility));
        }
        await InsertAsync(db, parsed);
        return (contents[^1].Id, parsed.ConvertAll(tweet => tweet.Id));
    }

    private async Task InsertAsync(DbSession db, List<(long Id, ParsedContent Content, Visibility Visibility)> tweets)
    {
        await db.BulkInsertAsync(
            "mentions", ["tweet_id", "user_id"], tweets.SelectMany(tweet => tweet.Content.People, (tweet, person) => (object?[])[tweet.Id, person]));
        // The oldest public spelling, as if they had been found when they were written.
        var tags = tweets.OrderBy(tweet => tweet.Visibility).ThenBy(tweet => tweet.Id)
            .SelectMany(tweet => EntityRows.NamesFrom(tweet.Content, tweet.Visibility)).DistinctBy(tag => tag.Key).ToDictionary(StringComparer.Ordinal);
        if (tags.Count is 0)
            return;
        await EntityRows.AddTagsAsync(db, tags, Timestamp.Now(clock));
        var ids = (await db.QueryAsync<(long Id, string Key)>(SelectTagIds, new { keys = tags.Keys.ToList() })).ToDictionary(tag => tag.Key, tag => tag.Id, StringComparer.Ordinal);
        await db.BulkInsertAsync(
            "tweet_tags", ["tag_id", "tweet_id"], tweets.SelectMany(tweet => tweet.Content.Tags.Keys, (tweet, key) => (object?[])[ids[key], tweet.Id]));
    }

    private static partial class Log
    {
        [LoggerMessage(4501, LogLevel.Information, "Entities were found in all older tweets down to id {Id}")]
        public static partial void Progressed(ILogger logger, long id);

        [LoggerMessage(4502, LogLevel.Information, "Entities were found in all older tweets")]
        public static partial void Finished(ILogger logger);
    }
}
