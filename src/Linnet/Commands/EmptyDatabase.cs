using Linnet.Common;
using Linnet.Storage;

namespace Linnet.Commands;

/// <summary>The precondition of import and seed: their rows have fixed ids, which must not collide with others.</summary>
internal static class EmptyDatabase
{
    // lang=sql
    private const string HasUsers = "select exists (select 1 from users)";

    // lang=sql
    private const string LockUsers = "lock table users in share row exclusive mode";

    /// <param name="db">The session of the coming write, so that no account is registered in between.</param>
    /// <exception cref="OperatorException">The database has users.</exception>
    public static async Task EnsureAsync(DbSession db, Database database)
    {
        db.TakeTime();
        await db.LockAsync(LockUsers);
        if (await db.QuerySingleAsync<bool>(HasUsers))
            throw new OperatorException(ExitCode.Failed, $"{database.Location} already has users and was not changed. Name a new file with --database.");
    }
}
