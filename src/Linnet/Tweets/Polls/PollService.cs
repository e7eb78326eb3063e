using Linnet.Common;
using Linnet.Events;
using Linnet.Http;
using Linnet.Relations;
using Linnet.Storage;

namespace Linnet.Tweets.Polls;

/// <summary>Votes. The counts change with the row, and only when the row was added.</summary>
internal sealed class PollService(Database database, EventBus events, TimeProvider clock)
{
    // Votes in one poll take turns, and an edit of its tweet sees all of them or keeps them out.
    // lang=sql
    private const string LockTweet = "select id from tweets where id = @id for no key update";

    // lang=sql
    private static readonly string SelectPoll = $"""
        select p.ends_at, p.is_multiple, (select count(*) from poll_options o where o.poll_id = p.id) as options,
               {ViewerSql.MayAct("t", "@userId")} as may_act
        from polls p join tweets t on t.id = p.id join users a on a.id = t.author_id
        where p.id = @id and a.deleted_at is null and {ViewerSql.MaySee("t", "@userId")}
        """;

    // The account is selected, not assumed: it may have gone since its token was checked.
    // lang=sql
    private const string InsertVote = """
        insert into poll_votes (poll_id, user_id, choices)
        select @id, id, @bits from users where id = @userId and deleted_at is null
        on conflict (poll_id, user_id) do nothing
        """;

    // lang=sql
    private const string CountVoter = "update polls set voters_count = voters_count + 1 where id = @id";

    // lang=sql
    private const string CountVotes = "update poll_options set votes_count = votes_count + 1 where poll_id = @id and position in @choices";

    // lang=sql
    private const string HasVoted = "select exists (select 1 from poll_votes where poll_id = @id and user_id = @userId)";

    /// <summary>Votes in a poll, which an account can do once.</summary>
    /// <param name="userId">Who votes.</param>
    /// <param name="id">The poll's id.</param>
    /// <param name="choices">The positions of the options, each once.</param>
    /// <param name="cancellation">Heeded while the write waits for its turn.</param>
    /// <returns>The poll's id.</returns>
    public Task<Result<long>> VoteAsync(long userId, long id, IReadOnlyList<long> choices, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                await db.LockAsync(LockTweet, new { id });
                if (await db.QuerySingleOrDefaultAsync<PollRow>(SelectPoll, new { id, userId }) is not { } poll)
                    return PollErrors.NotFound;
                if (ErrorIn(poll, choices) is { } error)
                    return error;
                var bits = choices.Sum(position => 1L << (int)position);
                if (await db.ExecuteAsync(InsertVote, new { id, userId, bits }) is 0)
                    return await db.QuerySingleAsync<bool>(HasVoted, new { id, userId }) ? PollErrors.AlreadyVoted : CallerErrors.SessionEnded;
                await db.ExecuteAsync(CountVoter, new { id });
                await db.ExecuteAsync(CountVotes, new { id, choices });
                await events.RaiseAsync(db, new PollVoted(id, userId, bits));
                return id;
            },
            cancellation);

    private Error? ErrorIn(PollRow poll, IReadOnlyList<long> choices) =>
        !poll.MayAct ? RelationErrors.Blocked
        : poll.EndsAt <= Timestamp.Now(clock) ? PollErrors.Ended
        : choices.Any(position => position >= poll.Options) ? PollErrors.InvalidChoice
        : choices.Count > 1 && !poll.IsMultiple ? PollErrors.OneChoiceOnly
        : null;

    private sealed class PollRow
    {
        public Timestamp EndsAt { get; init; }

        public bool IsMultiple { get; init; }

        public long Options { get; init; }

        public bool MayAct { get; init; }
    }
}
