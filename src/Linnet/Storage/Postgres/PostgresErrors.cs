using System.Net.Sockets;
using Linnet.Common;
using Npgsql;

namespace Linnet.Storage.Postgres;

/// <summary>What PostgreSQL's and Npgsql's errors mean (https://www.postgresql.org/docs/current/errcodes-appendix.html).</summary>
internal static class PostgresErrors
{
    /// <summary>
    /// Whether the work may fare better when it is run once more: it lost a race, and now finds what the winner made. A
    /// broken constraint is such a loss: every store looks before it writes.
    /// </summary>
    public static bool IsLostRace(Exception error) => error is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation,
    };

    /// <summary>Whether the connection is lost. A pool may hold more of the kind; a new one may be good.</summary>
    public static bool IsLostConnection(Exception error) => error switch
    {
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.IdleSessionTimeout || IsOtherSession(postgres) || postgres.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException { InnerException: TimeoutException } => false,
        NpgsqlException { InnerException: IOException or SocketException } => true,
        _ => false,
    };

    /// <summary>The outage behind an error, or null when it is a bug of ours.</summary>
    public static OutageException? AsOutage(Exception error) => error switch
    {
        PostgresException postgres => AsOutage(postgres),
        NpgsqlException { InnerException: TimeoutException } or TimeoutException => new OutageException(StorageErrors.Busy, error),
        NpgsqlException or SocketException => new OutageException(StorageErrors.Down, error),
        _ => null,
    };

    /// <summary>What to tell an operator whose database cannot be opened, in one line.</summary>
    public static OperatorException AtStart(string location, Exception error) => new(
        ExitCode.Database,
        error switch
        {
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => $"{location} does not exist. Make it with createdb, as a user who may.",
            PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } refused =>
                $"{location} lets this user not in: {refused.MessageText}. Check user and password.",
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refused =>
                $"{location} does not allow it: {refused.MessageText}. Give this user the right, or bring the schema up to date with linnet migrate as its owner.",
            PostgresException other => $"{location} cannot be used: {other.MessageText}",
            _ => $"{location} cannot be reached: {error.GetBaseException().Message}",
        },
        error);

    // A prepared statement is not there, or there already: a pooler has given the connection another process since.
    private static bool IsOtherSession(PostgresException error) =>
        error.SqlState is PostgresErrorCodes.InvalidSqlStatementName or PostgresErrorCodes.DuplicatePreparedStatement;

    private static OutageException? AsOutage(PostgresException error) => error.SqlState switch
    {
        PostgresErrorCodes.DiskFull => new OutageException(StorageErrors.Full, error),
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable =>
            new OutageException(StorageErrors.Busy, error),
        PostgresErrorCodes.QueryCanceled => new OutageException(StorageErrors.TooLong, error),
        _ when IsOtherSession(error) => new OutageException(StorageErrors.Down, error),
        PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.ReadOnlySqlTransaction => new OutageException(StorageErrors.Down, error),
        // Connection, authorization, resources, an operator's intervention, the system, its data.
        { } state when state[..2] is "08" or "28" or "57" or "58" or "XX" => new OutageException(StorageErrors.Down, error),
        { } state when state[..2] is "53" => new OutageException(StorageErrors.Busy, error),
        _ => null,
    };
}
