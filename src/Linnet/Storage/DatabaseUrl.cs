using Linnet.Common;
using Linnet.Storage.Postgres;

namespace Linnet.Storage;

/// <summary>
/// The setting <c>Database</c>: <c>sqlite:///relative/path</c>, <c>sqlite:////absolute/path</c>, a bare path,
/// <c>postgresql://user:password@host/name</c>, or an Npgsql connection string (recognised by <c>Host=</c>).
/// </summary>
/// <param name="Engine">Which engine.</param>
/// <param name="Target">A full path, or an Npgsql connection string, which may hold a password: never to be shown.</param>
internal sealed record DatabaseUrl(DatabaseEngine Engine, string Target)
{
    private const string SqliteScheme = "sqlite:///";

    /// <param name="text">The setting as written.</param>
    /// <param name="directory">What a relative path is relative to.</param>
    public static Result<DatabaseUrl> Parse(string text, string directory)
    {
        if (IsPostgres(text))
            return PostgresUrl.Parse(text).Succeeded(out var target, out var fault) ? new DatabaseUrl(DatabaseEngine.Postgres, target) : fault;
        var path = text.StartsWith(SqliteScheme, StringComparison.OrdinalIgnoreCase) ? text[SqliteScheme.Length..] : text;
        if (path.Length == 0 || path.Contains("://", StringComparison.Ordinal))
            return Malformed(text);
        return new DatabaseUrl(DatabaseEngine.Sqlite, Path.GetFullPath(path, directory));
    }

    public override string ToString() => Engine.ToString();

    private static bool IsPostgres(string text) =>
        PostgresUrl.IsUrl(text)
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
