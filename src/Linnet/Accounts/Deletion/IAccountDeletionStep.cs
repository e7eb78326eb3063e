using Linnet.Events;
using Linnet.Storage;

namespace Linnet.Accounts.Deletion;

/// <summary>
/// One area's part in removing the rows of a deleted account, a batch at a time. The first step that finds rows has the
/// transaction to itself.
/// </summary>
internal interface IAccountDeletionStep
{
    /// <summary>
    /// Removes some of the account's rows and subtracts them from the counts in the same transaction, so that counts always
    /// match the rows that are left.
    /// </summary>
    /// <remarks>
    /// On PostgreSQL it first locks what it changes, in the order of other writes: tweets, later before earlier; then accounts
    /// by id. Rows that refer to the removed ones by a foreign key must be removed first: a cascade has no limit.
    /// </remarks>
    /// <param name="db">The session of the transaction.</param>
    /// <param name="accountId">A deleted account.</param>
    /// <param name="most">How many rows of a kind it may remove.</param>
    Task<ErasedRows> EraseAsync(DbSession db, long accountId, int most);

    /// <summary>Whether reads must skip these rows to reach others. Such rows are removed first.</summary>
    bool AreInTheWay => false;
}

/// <summary>The outcome of one step.</summary>
/// <param name="Count">How many rows it removed; 0 when none are left.</param>
/// <param name="Tweets">Tweets of other accounts whose counts changed or whose original is gone.</param>
/// <param name="Accounts">Other accounts whose counts changed.</param>
/// <param name="Reposts">Reposts by other accounts that were removed because their original goes.</param>
internal readonly record struct ErasedRows(
    int Count, IReadOnlyList<long>? Tweets = null, IReadOnlyList<long>? Accounts = null, IReadOnlyList<TweetDeleted>? Reposts = null);
