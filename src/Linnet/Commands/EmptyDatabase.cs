using Linnet.Common;
using Linnet.Storage;

namespace Linnet.Commands;

/// <summary>Required by import and seed: their rows have ids already, which must not collide with others.</summary>
internal static class EmptyDatabase
{
    // lang=sql
    private const string HasUsers = "select exists (select 1 from users)";

    // lang=sql
    private const string LockUsers = "lock table users in share row exclusive mode";

    /// <param name="db">The session that is going to write, so that no account registers in between.</param>
    /// <exception cref="OperatorException">The database has users.</exception>
    public static async Task EnsureAsync(DbSession db, Database database)
    {
        db.TakeTime();
        await db.LockAsync(LockUsers);
        if (await db.QuerySingleAsync<bool>(HasUsers))
            throw new OperatorException(ExitCode.Failed, $"{database.Location} has users already and was left as it is. Name a new file with --database.");
    }
}
