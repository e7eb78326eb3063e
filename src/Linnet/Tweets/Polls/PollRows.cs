using Linnet.Common;
using Linnet.Jobs;
using Linnet.Storage;

namespace Linnet.Tweets.Polls;

/// <summary>The rows of polls: added with their tweets, and read for those tweets that have one.</summary>
internal static class PollRows
{
    /// <summary>The kind of job that notifies of a poll's end. Its key is the poll's id and the last voter who was notified.</summary>
    public const string EndKind = "end_poll";

    // Not a column of the tweet's insert: each costs every post.
    // lang=sql
    private const string MarkTweet = "update tweets set has_poll = true where id = @id";

    // lang=sql
    private const string InsertPoll = "insert into polls (id, is_multiple, hides_totals, ends_at) values (@id, @isMultiple, @hidesTotals, @endsAt)";

    // lang=sql
    private const string InsertOption = "insert into poll_options (poll_id, position, title) values (@id, @position, @title)";

    // lang=sql
    private const string SelectPolls = "select id, is_multiple, hides_totals, ends_at, voters_count from polls where id in @ids";

    // lang=sql
    private const string SelectOptions = "select poll_id, title, votes_count from poll_options where poll_id in @ids order by poll_id, position";

    // lang=sql
    private const string SelectVotes = "select poll_id, choices from poll_votes where user_id = @viewer and poll_id in @ids";

    /// <summary>Adds a poll to a tweet that was just inserted, and schedules its end.</summary>
    /// <returns>As it is kept in memory.</returns>
    public static async Task<CachedPoll> InsertAsync(DbSession db, long id, PollDraft draft, Timestamp now)
    {
        var endsAt = now + TimeSpan.FromSeconds(draft.ExpiresIn);
        await db.ExecuteAsync(MarkTweet, new { id });
        await db.ExecuteAsync(InsertPoll, new { id, isMultiple = draft.Multiple, hidesTotals = draft.HideTotals, endsAt });
        foreach (var (position, title) in draft.Options.Index())
            await db.ExecuteAsync(InsertOption, new { id, position = (long)position, title });
        await JobQueue.ScheduleAsync(db, EndKind, IdKey.Of(id, 0), endsAt);
        return new CachedPoll(id, draft.Multiple, draft.HideTotals, endsAt, 0, [.. draft.Options.Select(title => new CachedPollOption(title, 0))]);
    }

    /// <summary>Adds the polls to tweets. Without one among them it costs nothing.</summary>
    public static async Task<List<Tweet>> FillAsync(DbSession db, List<Tweet> tweets)
    {
        var ids = tweets.Where(tweet => tweet.HasPoll).Select(tweet => tweet.Id).ToList();
        if (ids.Count is 0)
            return tweets;
        var options = (await db.QueryAsync<(long PollId, string Title, long VotesCount)>(SelectOptions, new { ids }))
            .ToLookup(row => row.PollId, row => new CachedPollOption(row.Title, row.VotesCount));
        var polls = (await db.QueryAsync<PollRow>(SelectPolls, new { ids })).ToDictionary(
            row => row.Id, row => new CachedPoll(row.Id, row.IsMultiple, row.HidesTotals, row.EndsAt, row.VotersCount, [.. options[row.Id]]));
        return tweets.ConvertAll(tweet => tweet.HasPoll ? tweet with { StoredPoll = polls.GetValueOrDefault(tweet.Id) } : tweet);
    }

    /// <returns>The viewer's votes in those of the polls in which they voted.</returns>
    public static Task<List<(long PollId, long Choices)>> ListVotesAsync(DbSession db, long viewer, IReadOnlyList<long> ids) =>
        db.QueryAsync<(long PollId, long Choices)>(SelectVotes, new { viewer, ids });

    private sealed class PollRow
    {
        public long Id { get; init; }

        public bool IsMultiple { get; init; }

        public bool HidesTotals { get; init; }

        public Timestamp EndsAt { get; init; }

        public long VotersCount { get; init; }
    }
}
