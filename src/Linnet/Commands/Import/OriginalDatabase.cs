using Linnet.Common;

namespace Linnet.Commands.Import;

/// <summary>The FastAPI original's SQLite file.</summary>
internal static class OriginalDatabase
{
    // lang=sql
    private const string SelectColumns = "select m.name || '.' || c.name from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table'";

    private const string LinnetColumn = "schema_migrations.sha256";

    private static readonly string[] Columns =
    [
        "users.id", "users.username", "users.email", "users.hashed_password", "users.full_name", "users.bio", "users.is_active",
        "users.is_verified", "users.created_at", "tweets.id", "tweets.content", "tweets.created_at", "tweets.updated_at",
        "tweets.author_id", "tweets.reply_to_id", "tweets.retweet_of_id", "follows.follower_id", "follows.followed_id",
        "likes.user_id", "likes.tweet_id",
    ];

    /// <exception cref="OperatorException">The file is missing, damaged, or not a database of the original.</exception>
    public static SourceFile Open(string path) => SourceFile.Open(path, file => FindError(path, file));

    private static string? FindError(string path, SourceFile file)
    {
        var columns = file.Query<string>(SelectColumns).ToHashSet(StringComparer.OrdinalIgnoreCase);
        // Linnet's tables have all of the original's columns, but their times have another meaning.
        if (columns.Contains(LinnetColumn))
            return $"{path} is a Linnet database and needs no import. Serve it with --database {path}, or copy it with linnet backup.";
        var missing = Columns.Where(column => !columns.Contains(column)).ToList();
        return missing.Count is 0 ? null : $"{path} is not a database of the FastAPI service. It lacks {string.Join(", ", missing)}.";
    }
}
