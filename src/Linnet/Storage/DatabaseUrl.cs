using System.Text.RegularExpressions;
using Linnet.Common;
using Linnet.Storage.Postgres;

namespace Linnet.Storage;

/// <summary>
/// The setting <c>Database</c>: <c>sqlite:///relative/path</c>, <c>sqlite:////absolute/path</c>, a bare path,
/// <c>postgresql://user:password@host/name</c>, or an Npgsql connection string (recognised by <c>Host=</c>). A driver of
/// SQLAlchemy's in the scheme (<c>sqlite+aiosqlite</c>, <c>postgresql+asyncpg</c>) is ignored.
/// </summary>
/// <param name="Engine">Which engine.</param>
/// <param name="Target">A full path, or an Npgsql connection string, which may hold a password: never to be shown.</param>
internal sealed partial record DatabaseUrl(DatabaseEngine Engine, string Target)
{
    private const string SqliteScheme = "sqlite:///";

    /// <param name="text">The setting as written.</param>
    /// <param name="directory">What a relative path is relative to.</param>
    public static Result<DatabaseUrl> Parse(string text, string directory)
    {
        text = Driver().Replace(text, "${scheme}://");
        if (IsPostgres(text))
            return PostgresUrl.Parse(text).Succeeded(out var target, out var error) ? new DatabaseUrl(DatabaseEngine.Postgres, target) : error;
        var isUrl = text.StartsWith(SqliteScheme, StringComparison.OrdinalIgnoreCase);
        var path = isUrl ? text[SqliteScheme.Length..] : text;
        if (path is ":memory:" || text.Equals("sqlite://", StringComparison.OrdinalIgnoreCase))
            return Refuse("A database in memory would be gone with the process; name a file: sqlite:///./twitter.db");
        if (isUrl && path.IndexOf('?', StringComparison.Ordinal) is var question and >= 0)
            return Refuse($"A SQLite database takes no parameters; write {SqliteScheme}{path[..question]}");
        if (path.Length == 0 || path.Contains("://", StringComparison.Ordinal))
            return Malformed(text);
        return new DatabaseUrl(DatabaseEngine.Sqlite, Path.GetFullPath(path, directory));
    }

    public override string ToString() => Engine.ToString();

    private static bool IsPostgres(string text) =>
        PostgresUrl.IsUrl(text)
        || text.Split(';').Any(part => part.TrimStart().StartsWith("Host=", StringComparison.OrdinalIgnoreCase));

    // The scheme alone is shown: the rest may hold a password.
    private static Error Malformed(string text) =>
        Refuse($"'{text.Split("://")[0]}://…' is not a database; write sqlite:///path or postgresql://user:password@host/name");

    private static Error Refuse(string sentence) => new(ErrorKind.Refused, "database_url", sentence);

    [GeneratedRegex(@"^(?<scheme>sqlite|postgres|postgresql)\+[a-z0-9_]+://", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Driver();
}

internal enum DatabaseEngine
{
    Sqlite,
    Postgres,
}
