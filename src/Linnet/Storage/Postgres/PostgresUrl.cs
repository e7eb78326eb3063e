using Linnet.Common;
using Npgsql;

namespace Linnet.Storage.Postgres;

/// <summary>
/// Reads <c>postgresql://user:password@host:port/name?sslmode=…</c> as libpq does (its manual, section 34.1.1.2), and
/// Npgsql's own <c>Host=…;Database=…</c>.
/// </summary>
internal static class PostgresUrl
{
    // libpq's names of what may stand after the question mark, and Npgsql's.
    private static readonly Dictionary<string, string> Parameters = new(StringComparer.Ordinal)
    {
        ["host"] = "Host",
        ["port"] = "Port",
        ["dbname"] = "Database",
        ["user"] = "Username",
        ["password"] = "Password",
        ["passfile"] = "Passfile",
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["application_name"] = "Application Name",
        ["target_session_attrs"] = "Target Session Attributes",
    };

    public static bool IsUrl(string text) =>
        text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase);

    /// <returns>An Npgsql connection string, or what is wrong, in words that show nothing of a password.</returns>
    public static Result<string> Parse(string text)
    {
        try
        {
            var builder = IsUrl(text) ? FromUrl(text) : new NpgsqlConnectionStringBuilder(text);
            if (string.IsNullOrEmpty(builder.Host))
                return Malformed("it names no host");
            return builder.TargetSessionAttributes is null or "primary" or "read-write"
                ? builder.ConnectionString
                : Malformed("it may ask for the primary and for no standby: whatever the target_session_attrs, nobody could write there");
        }
        catch (Exception error) when (error is ArgumentException or FormatException or OverflowException)
        {
            return Malformed(error is UnknownParameterException ? error.Message : "it cannot be read");
        }
    }

    private static NpgsqlConnectionStringBuilder FromUrl(string url)
    {
        var (address, query) = Cut(url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..], '?');
        var (authority, database) = Cut(address, '/');
        // The last one: a password that was not encoded may hold another.
        var at = authority.LastIndexOf('@');
        var (user, password) = at < 0 ? ("", "") : Cut(authority[..at], ':');
        var builder = new NpgsqlConnectionStringBuilder();
        Set(builder, "Host", authority[(at + 1)..]);
        Set(builder, "Username", user);
        Set(builder, "Password", password);
        Set(builder, "Database", database);
        if (builder.Host is { } host && !host.Contains(',') && !host.EndsWith(']') && host.LastIndexOf(':') is var colon and >= 0)
        {
            builder.Port = int.Parse(host.AsSpan(colon + 1), System.Globalization.CultureInfo.InvariantCulture);
            builder.Host = host[..colon];
        }
        foreach (var parameter in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Cut(parameter, '=');
            if (!Parameters.TryGetValue(name, out var keyword))
                throw new UnknownParameterException($"it has the parameter '{name}', which is not one of {string.Join(", ", Parameters.Keys)}");
            // libpq writes verify-full where Npgsql writes VerifyFull.
            Set(builder, keyword, name is "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value);
        }
        return builder;
    }

    private static void Set(NpgsqlConnectionStringBuilder builder, string keyword, string encoded)
    {
        if (encoded.Length > 0)
            builder[keyword] = Uri.UnescapeDataString(encoded);
    }

    private static (string Before, string After) Cut(string text, char separator) =>
        text.IndexOf(separator) is var index and >= 0 ? (text[..index], text[(index + 1)..]) : (text, "");

    private static Fault Malformed(string why) => new(
        FaultKind.Refused,
        "database_url",
        $"The PostgreSQL database is not understood: {why}. Write postgresql://user:password@host:port/name?sslmode=require");

    private sealed class UnknownParameterException(string message) : ArgumentException(message);
}
