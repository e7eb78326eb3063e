using Linnet.Common;
using Npgsql;

namespace Linnet.Storage.Postgres;

/// <summary>What is done with each new connection of the pool, before anybody has it.</summary>
/// <remarks>
/// Bounds are set by a statement and not by the connection's <c>options</c>, which PgBouncer does not pass on. What the start
/// found of a pooler may change under a running server, by a restart of what stands before PostgreSQL; all connections are new then.
/// </remarks>
internal sealed partial class NewConnections(NpgsqlConnectionStringBuilder settings, StorageOptions options, ILogger logger)
{
    // Of what a statement may take, how much it may wait for others' locks. A statement that waits longer is retried, so a deadlock
    // ends sooner than by the server's own check, which looks after a second.
    private const double LockShare = 0.2;

    // Of the same, after how much the server itself stops a statement: before the client gives it up, whose connection would then
    // be lost, and also when the client is gone.
    private const double StatementShare = 0.9;

    // lang=sql
    private readonly string _setBounds = $"""
        set lock_timeout = {(int)(options.PostgresWaitSeconds * 1000 * LockShare)};
        set statement_timeout = {(int)(options.PostgresWaitSeconds * 1000 * StatementShare)};
        select pg_backend_pid()
        """;

    private readonly Lock _starting = new();
    private Task<bool>? _look;

    public async Task PrepareAsync(NpgsqlConnection connection)
    {
        await using var set = new NpgsqlCommand(_setBounds, connection);
        var process = (int)(await set.ExecuteScalarAsync(CancellationToken.None))!;
        if (process == connection.ProcessID || await LookAsync(connection))
            return;
        Log.NoSession(logger, PostgresConnections.Describe(settings.ToString()), SessionCheck.Error);
        throw new OutageException(StorageErrors.Down, new InvalidOperationException(SessionCheck.Error));
    }

    // Connections that begin together, as after a restart, share one look: each takes one more from the pooler.
    private Task<bool> LookAsync(NpgsqlConnection connection)
    {
        lock (_starting)
            return _look is { IsCompleted: false } ? _look : _look = SessionCheck.IsSessionAsync(connection, settings, CancellationToken.None);
    }

    private static partial class Log
    {
        [LoggerMessage(2107, LogLevel.Error, "{Location} {Error} Requests are answered 503 until then")]
        public static partial void NoSession(ILogger logger, string location, string error);
    }
}
