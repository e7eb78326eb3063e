using Linnet.Storage;

namespace Linnet.Accounts;

/// <summary>
/// What an area does when an account is deleted: its rows go, and every count they were part of is put right. All of them
/// run in the transaction that deletes the account, before its row does.
/// </summary>
internal interface IAccountEraser
{
    Task EraseAsync(DbSession db, long accountId);
}
