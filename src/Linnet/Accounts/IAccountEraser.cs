using Linnet.Storage;

namespace Linnet.Accounts;

/// <summary>
/// An area's part in the deletion of an account. All registered erasers run in the one
/// transaction that then deletes the row in <c>users</c>.
/// </summary>
internal interface IAccountEraser
{
    /// <summary>
    /// Locks the rows that <see cref="EraseAsync"/> changes, where others write meanwhile: <see cref="DbSession.LockAsync"/>.
    /// All erasers lock before any erases, in the order in which other writes do: tweets, the later before the earlier;
    /// then people by id. In any other order a deletion and a like, a follow or another deletion would wait for each other.
    /// </summary>
    Task LockAsync(DbSession db, long accountId);

    /// <summary>
    /// Takes the account out of the counts this area keeps. Rows that hang on the account by a foreign key need no care:
    /// they go, or let go, when the account does.
    /// </summary>
    Task EraseAsync(DbSession db, long accountId);
}
