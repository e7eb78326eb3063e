using Dapper;
using Linnet.Common;
using Linnet.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Linnet.Commands.Import;

/// <summary>The FastAPI original's SQLite file, read as of one moment and never written.</summary>
internal sealed class OriginalDatabase : IDisposable
{
    // lang=sql
    private const string SelectColumns = "select m.name || '.' || c.name from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table'";

    private static readonly string[] Columns =
    [
        "users.id", "users.username", "users.email", "users.hashed_password", "users.full_name", "users.bio", "users.is_active",
        "users.is_verified", "users.created_at", "tweets.id", "tweets.content", "tweets.created_at", "tweets.updated_at",
        "tweets.author_id", "tweets.reply_to_id", "tweets.retweet_of_id", "follows.follower_id", "follows.followed_id",
        "likes.user_id", "likes.tweet_id",
    ];

    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _snapshot;

    private OriginalDatabase(SqliteConnection connection)
    {
        _connection = connection;
        _snapshot = connection.BeginTransaction(deferred: true);
    }

    /// <exception cref="StartException">The file is missing, damaged, or not of the original's making.</exception>
    public static OriginalDatabase Open(string path)
    {
        if (!File.Exists(path))
            throw new StartException(ExitCode.Failed, $"{path} does not exist.");
        var connection = default(SqliteConnection);
        try
        {
            connection = SqliteFile.OpenReadOnly(path);
            var missing = Columns.Except(connection.Query<string>(SelectColumns), StringComparer.OrdinalIgnoreCase).ToList();
            return missing.Count == 0
                ? new OriginalDatabase(connection)
                : throw new StartException(
                    ExitCode.Failed, $"{path} is not a database of the FastAPI service: it lacks {string.Join(", ", missing)}.");
        }
        catch (Exception error)
        {
            connection?.Dispose();
            if (error is SqliteException)
                throw new StartException(ExitCode.Failed, $"{path} cannot be read: {error.Message}", error);
            throw;
        }
    }

    public long Count(string table) => _connection.ExecuteScalar<long>($"select count(*) from {table}", transaction: _snapshot);

    /// <summary>Streams rows: each step hands out the same reader, on the next row.</summary>
    public IEnumerable<SqliteDataReader> Read(string sql)
    {
        using var command = _connection.CreateCommand();
        command.Transaction = _snapshot;
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return reader;
    }

    public void Dispose()
    {
        _snapshot.Dispose();
        _connection.Dispose();
    }
}

/// <summary>Columns as they may be in a database that has seen years: anything but ids may be null.</summary>
internal static class OriginalColumns
{
    public static string? GetText(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static long? GetId(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    public static bool GetFlag(this SqliteDataReader row, int column, bool whenNull) =>
        row.IsDBNull(column) ? whenNull : row.GetInt64(column) != 0;
}
