using Linnet.Storage;

namespace Linnet.Accounts.Deletion;

/// <summary>
/// An area's part in removing the rows of a deleted account, a few at a time. The first that finds any has the transaction to
/// itself.
/// </summary>
internal interface IAccountDeletionStep
{
    /// <summary>
    /// Removes some of the account's rows, and takes them out of the counts that they are part of, in the same transaction: no
    /// count is ever wrong, only as high as the rows that are left.
    /// </summary>
    /// <remarks>
    /// On PostgreSQL it locks what it changes first, in the order in which other writes do: tweets, the later before the
    /// earlier; then people by id. Rows that hang on those it removes by a foreign key are to be gone before: a cascade has no
    /// bound.
    /// </remarks>
    /// <param name="db">Of the transaction.</param>
    /// <param name="accountId">A deleted account.</param>
    /// <param name="most">How many rows of a kind it may remove.</param>
    Task<ErasedRows> EraseAsync(DbSession db, long accountId, int most);

    /// <summary>Whether readers step over these rows on their way to others: then they go before all else.</summary>
    bool AreInTheWay => false;
}

/// <summary>What an eraser did.</summary>
/// <param name="Count">How many rows it removed. None: it is done with the account.</param>
/// <param name="Tweets">Other users' tweets whose counts changed, or whose reference is gone.</param>
/// <param name="Accounts">Other accounts whose counts changed.</param>
internal readonly record struct ErasedRows(int Count, IReadOnlyList<long>? Tweets = null, IReadOnlyList<long>? Accounts = null);
