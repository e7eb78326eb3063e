using Linnet.Common;

namespace Linnet.Storage;

/// <summary>
/// The setting <c>Database</c>: <c>sqlite:///relative/path</c>, <c>sqlite:////absolute/path</c>, a bare path,
/// <c>postgresql://user:password@host/name</c>, or an Npgsql connection string (recognised by <c>Host=</c>).
/// </summary>
internal sealed record DatabaseUrl(DatabaseEngine Engine, string Target)
{
    private const string SqliteScheme = "sqlite:///";

    /// <param name="text">The setting as written.</param>
    /// <param name="directory">What a relative path is relative to.</param>
    public static Result<DatabaseUrl> Parse(string text, string directory)
    {
        if (IsPostgres(text))
            return new DatabaseUrl(DatabaseEngine.Postgres, text);
        var path = text.StartsWith(SqliteScheme, StringComparison.OrdinalIgnoreCase) ? text[SqliteScheme.Length..] : text;
        if (path.Length == 0 || path.Contains("://", StringComparison.Ordinal))
            return Malformed(text);
        return new DatabaseUrl(DatabaseEngine.Sqlite, Path.GetFullPath(path, directory));
    }

    private static bool IsPostgres(string text) =>
        text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
        || text.Split(';').Any(part => part.TrimStart().StartsWith("Host=", StringComparison.OrdinalIgnoreCase));

    // The scheme alone is shown: the rest may hold a password.
    private static Fault Malformed(string text) => new(
        FaultKind.Refused,
        "database_url",
        $"'{text.Split("://")[0]}://…' is not a database; write sqlite:///path or postgresql://user:password@host/name");
}

internal enum DatabaseEngine
{
    Sqlite,
    Postgres,
}
