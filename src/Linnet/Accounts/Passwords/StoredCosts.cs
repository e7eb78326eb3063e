using Linnet.Common;
using Linnet.Storage;

namespace Linnet.Accounts.Passwords;

/// <summary>Reads the highest cost among stored hashes once, before the first log-in: a failed log-in takes as long.</summary>
internal sealed class StoredCosts(Database database, PasswordHasher passwords)
{
    // Ignores hashes whose cost is above the maximum, because they are never verified.
    // lang=sql
    private const string SelectHighest = """
        select max(substr(hashed_password, 5, 2)) from users
        where substr(hashed_password, 1, 4) in ('$2a$', '$2b$', '$2y$') and length(hashed_password) = 60 and substr(hashed_password, 5, 2) <= '16'
        """;

    private bool _isKnown;

    /// <summary>Does nothing after the first call.</summary>
    public async Task LearnAsync(CancellationToken cancellation)
    {
        if (Volatile.Read(ref _isKnown))
            return;
        try
        {
            var highest = await database.ReadOneAsync(db => db.QuerySingleOrDefaultAsync<string>(SelectHighest), cancellation);
            if (BcryptHash.TryParseCost(highest, out var cost))
                passwords.RaiseCost(cost);
        }
        catch (OutageException)
        {
            // There are too many accounts to query in time. Costs are then learnt from the hashes that log-ins meet.
        }
        Volatile.Write(ref _isKnown, true);
    }
}
