using Linnet.Storage;

namespace Linnet.Accounts;

/// <summary>
/// An area's part in the deletion of an account. All registered erasers run, in no particular order, in the one
/// transaction that then deletes the row in <c>users</c>.
/// </summary>
internal interface IAccountEraser
{
    /// <summary>
    /// Takes the account out of the counts this area keeps. Rows that hang on the account by a foreign key need no care:
    /// they go, or let go, when the account does.
    /// </summary>
    Task EraseAsync(DbSession db, long accountId);
}
