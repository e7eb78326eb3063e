using Linnet.Accounts.Deletion;
using Linnet.Storage;

namespace Linnet.Tweets.Entities;

/// <summary>Removes the mentions and hashtags of a deleted account's newest tweets, before these go.</summary>
internal sealed class TweetEntityDeletionStep : IAccountDeletionStep
{
    // lang=sql
    private const string DeleteMentions = $"""
        delete from mentions
        where (tweet_id, user_id) in (select m.tweet_id, m.user_id from mentions m where m.tweet_id in {TweetDeletionStep.Newest} limit @most)
        """;

    // lang=sql
    private const string DeleteTags = $"""
        delete from tweet_tags
        where (tag_id, tweet_id) in (select x.tag_id, x.tweet_id from tweet_tags x where x.tweet_id in {TweetDeletionStep.Newest} limit @most)
        """;

    public bool AreInTheWay => true;

    public async Task<ErasedRows> EraseAsync(DbSession db, long accountId, int most) => new(
        await db.ExecuteAsync(DeleteMentions, new { accountId, most }) + await db.ExecuteAsync(DeleteTags, new { accountId, most }));
}

/// <summary>Removes the mentions of a deleted account, and its follows of hashtags.</summary>
internal sealed class MentionDeletionStep : IAccountDeletionStep
{
    // lang=sql
    private const string DeleteMentions = """
        delete from mentions
        where user_id = @accountId and tweet_id in (select tweet_id from mentions where user_id = @accountId order by tweet_id limit @most)
        """;

    // lang=sql
    private const string DeleteFollows = """
        delete from tag_follows
        where user_id = @accountId and tag_id in (select tag_id from tag_follows where user_id = @accountId order by tag_id limit @most)
        """;

    public async Task<ErasedRows> EraseAsync(DbSession db, long accountId, int most) => new(
        await db.ExecuteAsync(DeleteMentions, new { accountId, most }) + await db.ExecuteAsync(DeleteFollows, new { accountId, most }));
}
