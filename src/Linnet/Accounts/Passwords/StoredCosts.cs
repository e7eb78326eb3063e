using Linnet.Common;
using Linnet.Storage;

namespace Linnet.Accounts.Passwords;

/// <summary>Asks once, before the first log-in, for the highest cost among stored hashes: what a wrong log-in has to take.</summary>
internal sealed class StoredCosts(Database database, PasswordHasher passwords)
{
    // Hashes of a cost that is never verified do not count.
    // lang=sql
    private const string SelectHighest = """
        select max(substr(hashed_password, 5, 2)) from users
        where substr(hashed_password, 1, 4) in ('$2a$', '$2b$', '$2y$') and length(hashed_password) = 60 and substr(hashed_password, 5, 2) <= '16'
        """;

    private bool _isKnown;

    /// <summary>Does nothing but the first time.</summary>
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
            // Too many accounts to read them all: costs are learnt as they are met.
        }
        Volatile.Write(ref _isKnown, true);
    }
}
