using Linnet.Accounts.Deletion;
using Linnet.Storage;

namespace Linnet.Tweets.Bookmarks;

/// <summary>Removes a deleted account's bookmarks.</summary>
internal sealed class BookmarkDeletionStep : IAccountDeletionStep
{
    // lang=sql
    private const string DeleteOwn = "delete from bookmarks where id in (select id from bookmarks where user_id = @accountId order by id limit @most)";

    public async Task<ErasedRows> EraseAsync(DbSession db, long accountId, int most) =>
        new(await db.ExecuteAsync(DeleteOwn, new { accountId, most }));
}

/// <summary>Removes the bookmarks of a deleted account's newest tweets, before these go.</summary>
internal sealed class BookmarkedTweetDeletionStep : IAccountDeletionStep
{
    // lang=sql
    private const string DeleteOfTweets = $"""
        delete from bookmarks where id in (select b.id from bookmarks b where b.tweet_id in {TweetDeletionStep.Newest} limit @most)
        """;

    public bool AreInTheWay => true;

    public async Task<ErasedRows> EraseAsync(DbSession db, long accountId, int most) =>
        new(await db.ExecuteAsync(DeleteOfTweets, new { accountId, most }));
}
