using Npgsql;

namespace Linnet.Storage.Postgres;

/// <summary>
/// Finds out whether a connection is a session: whether one server process answers all of it while other connections are in use.
/// A pooler that hands each transaction to another process (PgBouncer's <c>pool_mode = transaction</c>) loses prepared
/// statements, bounds and <c>listen</c>, and under load mixes up whose statement is whose.
/// </summary>
internal static class SessionCheck
{
    private const int Looks = 4;

    // lang=sql
    private const string SelectProcess = "select pg_backend_pid()";

    /// <summary>What to tell an operator, after the name of the database.</summary>
    public const string Error =
        "is behind a pooler that gives each transaction another connection. Set its pool_mode = session (PgBouncer), or name PostgreSQL's own port.";

    /// <param name="connection">Open, outside of a transaction.</param>
    /// <param name="settings">Of a second connection, which a pooler gets in between.</param>
    public static async Task<bool> IsSessionAsync(NpgsqlConnection connection, NpgsqlConnectionStringBuilder settings, CancellationToken cancellation)
    {
        // PostgreSQL names the process that answers when a connection begins; a pooler has to make a number up.
        var process = await AskAsync(connection, cancellation);
        return process == connection.ProcessID || await IsKeptAsync(connection, process, settings, cancellation);
    }

    // Between two of its transactions a session keeps its process. A pooler gives it to the next client: to the second
    // connection, which then holds it, so that the first gets another.
    private static async Task<bool> IsKeptAsync(
        NpgsqlConnection connection, int process, NpgsqlConnectionStringBuilder settings, CancellationToken cancellation)
    {
        await using var second = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings.ToString()) { Pooling = false }.ToString());
        await second.OpenAsync(cancellation);
        for (var look = 0; look < Looks; look++)
        {
            try
            {
                // With nothing held: the server process that others gave back last, or the one that waited longest, whichever way the
                // pooler goes. One after the other, so that it comes to another than before.
                if (await AskAsync(connection, cancellation) != process || await AskAsync(connection, cancellation) != process)
                    return false;
                await using var transaction = await second.BeginTransactionAsync(cancellation);
                if (await AskAsync(second, cancellation) == process || await AskAsync(connection, cancellation) != process)
                    return false;
                await transaction.RollbackAsync(cancellation);
            }
            catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.ProtocolViolation)
            {
                // PgBouncer's pool_mode = statement has no transactions at all.
                return false;
            }
        }
        return true;
    }

    private static async Task<int> AskAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand(SelectProcess, connection);
        return (int)(await ask.ExecuteScalarAsync(cancellation))!;
    }
}
