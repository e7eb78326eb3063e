using Linnet.Accounts.Deletion;
using Linnet.Storage;

namespace Linnet.Tweets.Polls;

/// <summary>Removes a deleted account's votes, those in the newest polls first, and takes them out of the counts.</summary>
internal sealed class VoteDeletionStep : IAccountDeletionStep
{
    // lang=sql
    private const string Newest = "(select poll_id from poll_votes where user_id = @accountId order by poll_id desc limit @most)";

    // lang=sql
    private const string LockTweets = $"select id from tweets where id in {Newest} order by id desc for no key update";

    // lang=sql
    private const string DeleteVotes = $"delete from poll_votes where user_id = @accountId and poll_id in {Newest} returning poll_id, choices";

    public async Task<ErasedRows> EraseAsync(DbSession db, long accountId, int most)
    {
        await db.LockAsync(LockTweets, new { accountId, most });
        var votes = await db.QueryAsync<(long PollId, long Choices)>(DeleteVotes, new { accountId, most });
        await DeletedVotes.CountOutAsync(db, votes);
        return new ErasedRows(votes.Count, Tweets: [.. votes.Select(vote => vote.PollId)]);
    }
}

/// <summary>Removes the votes in the polls of a deleted account's newest tweets, before these go.</summary>
internal sealed class PollDeletionStep : IAccountDeletionStep
{
    // lang=sql
    private const string DeleteVotes = $"""
        delete from poll_votes
        where (poll_id, user_id) in (
            select v.poll_id, v.user_id from poll_votes v where v.poll_id in {TweetDeletionStep.Newest} limit @most)
        returning poll_id, choices
        """;

    public bool AreInTheWay => true;

    public async Task<ErasedRows> EraseAsync(DbSession db, long accountId, int most)
    {
        var votes = await db.QueryAsync<(long PollId, long Choices)>(DeleteVotes, new { accountId, most });
        await DeletedVotes.CountOutAsync(db, votes);
        return new ErasedRows(votes.Count);
    }
}

internal static class DeletedVotes
{
    // lang=sql
    private const string TakeVoters = "update polls set voters_count = voters_count - @by where id in @ids";

    // lang=sql
    private const string TakeVotes = "update poll_options set votes_count = votes_count - @by where position = @position and poll_id in @ids";

    /// <summary>Takes votes out of the counts: few statements, however many there are.</summary>
    public static async Task CountOutAsync(DbSession db, IReadOnlyList<(long PollId, long Choices)> votes)
    {
        foreach (var (by, ids) in PollsByVotes(votes.Select(vote => vote.PollId)))
            await db.ExecuteAsync(TakeVoters, new { by, ids });
        for (var position = 0; position < PollLimits.Options; position++)
        {
            foreach (var (by, ids) in PollsByVotes(votes.Where(vote => (vote.Choices >> position & 1) is 1).Select(vote => vote.PollId)))
                await db.ExecuteAsync(TakeVotes, new { by, ids, position = (long)position });
        }
    }

    private static IEnumerable<(int By, List<long> Ids)> PollsByVotes(IEnumerable<long> pollIds) =>
        pollIds.CountBy(id => id).GroupBy(times => times.Value, times => times.Key).Select(some => (some.Key, some.ToList()));
}
