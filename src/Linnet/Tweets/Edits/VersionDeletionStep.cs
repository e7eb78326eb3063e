using Linnet.Accounts.Deletion;
using Linnet.Storage;

namespace Linnet.Tweets.Edits;

/// <summary>Removes the earlier versions of a deleted account's newest tweets, before these go.</summary>
internal sealed class VersionDeletionStep : IAccountDeletionStep
{
    // lang=sql
    private const string DeleteVersions = $"""
        delete from tweet_versions
        where (tweet_id, number) in (
            select v.tweet_id, v.number from tweet_versions v where v.tweet_id in {TweetDeletionStep.Newest} limit @most)
        """;

    public bool AreInTheWay => true;

    public async Task<ErasedRows> EraseAsync(DbSession db, long accountId, int most) =>
        new(await db.ExecuteAsync(DeleteVersions, new { accountId, most }));
}
