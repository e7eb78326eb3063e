using Linnet.Accounts.Deletion;
using Linnet.Storage;
using Linnet.Tweets;

namespace Linnet.Notifications;

/// <summary>Removes what inboxes say of a deleted account's newest tweets, before these go.</summary>
internal sealed class TweetNotificationDeletionStep : IAccountDeletionStep
{
    // lang=sql
    private const string DeleteOfTweets = $"""
        delete from notifications where id in (select n.id from notifications n where n.tweet_id in {TweetDeletionStep.Newest} limit @most)
        """;

    public bool AreInTheWay => true;

    public async Task<ErasedRows> EraseAsync(DbSession db, long accountId, int most) =>
        new(await db.ExecuteAsync(DeleteOfTweets, new { accountId, most }));
}

/// <summary>Removes a deleted account's inbox, and what the inboxes of others say of it.</summary>
internal sealed class NotificationDeletionStep : IAccountDeletionStep
{
    // lang=sql
    private const string DeleteOfActor = """
        delete from notifications where id in (select id from notifications where actor_id = @accountId limit @most)
        """;

    // lang=sql
    private const string DeleteOfRecipient = """
        delete from notifications where id in (select id from notifications where recipient_id = @accountId limit @most)
        """;

    public async Task<ErasedRows> EraseAsync(DbSession db, long accountId, int most) => new(
        await db.ExecuteAsync(DeleteOfActor, new { accountId, most }) + await db.ExecuteAsync(DeleteOfRecipient, new { accountId, most }));
}
