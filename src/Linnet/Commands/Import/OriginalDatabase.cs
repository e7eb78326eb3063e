using Linnet.Common;
using Microsoft.Data.Sqlite;

namespace Linnet.Commands.Import;

/// <summary>The FastAPI original's SQLite file.</summary>
internal static class OriginalDatabase
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

    /// <exception cref="StartException">The file is missing, damaged, or not of the original's making.</exception>
    public static SourceFile Open(string path) => SourceFile.Open(path, file =>
        Columns.Except(file.Query<string>(SelectColumns), StringComparer.OrdinalIgnoreCase).ToList() is { Count: > 0 } missing
            ? $"{path} is not a database of the FastAPI service: it lacks {string.Join(", ", missing)}."
            : null);
}

/// <summary>Columns as they may be in a database that has seen years: anything but ids may be null.</summary>
internal static class OriginalColumns
{
    public static string? GetText(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static long? GetId(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    public static bool GetFlag(this SqliteDataReader row, int column, bool whenNull) =>
        row.IsDBNull(column) ? whenNull : row.GetInt64(column) != 0;
}
