using System.Net;
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
        ["sslpassword"] = "SSL Password",
        ["channel_binding"] = "Channel Binding",
        ["options"] = "Options",
        ["application_name"] = "Application Name",
        ["target_session_attrs"] = "Target Session Attributes",
        // As asyncpg's users write it.
        ["ssl"] = "SSL Mode",
    };

    // Providers and other clients write these. Here each has a fixed value or its own setting: the time to wait is
    // Storage:PostgresWaitSeconds, text is UTF8, and statements are prepared in any case.
    private static readonly HashSet<string> Ignored = new(StringComparer.Ordinal)
    {
        "connect_timeout", "client_encoding", "fallback_application_name", "gssencmode", "sslcompression", "sslsni", "tcp_user_timeout",
        "keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count", "prepared_statement_cache_size", "statement_cache_size",
        "pool_timeout", "connection_limit",
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
            if (builder.Port > IPEndPoint.MaxPort)
                return Malformed($"no port is above {IPEndPoint.MaxPort}");
            return builder.TargetSessionAttributes is null or "primary" or "read-write"
                ? builder.ConnectionString
                : Malformed("it may ask for the primary and for no standby: with any target_session_attrs, no write would succeed there");
        }
        catch (Exception error) when (error is ArgumentException or FormatException or OverflowException)
        {
            return Malformed(error is UnknownParameterException
                ? error.Message
                : "it cannot be read. In a user or password write %2F for /, %3F for ?, %40 for @, %3A for : and %25 for %");
        }
    }

    private static NpgsqlConnectionStringBuilder FromUrl(string url)
    {
        var (address, query) = Cut(url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..], '?');
        // Of a password with a question mark in it, which is not encoded: nothing of what follows may be shown.
        if (query.Contains('@', StringComparison.Ordinal))
            throw new FormatException();
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
        // The brackets are the URL's, around the colons of an IPv6 address.
        if (builder.Host is ['[', .. var literal, ']'] && !literal.Contains(','))
            builder.Host = literal;
        foreach (var parameter in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Cut(parameter, '=');
            if (Ignored.Contains(name))
                continue;
            if (!Parameters.TryGetValue(name, out var keyword))
                throw new UnknownParameterException($"it has the parameter '{name}'; leave it out, or use one of {string.Join(", ", Parameters.Keys)}");
            Set(builder, keyword, keyword is "SSL Mode" ? SslModeOf(value) : value);
        }
        return builder;
    }

    // libpq writes verify-full where Npgsql writes VerifyFull, and asyncpg true for require.
    private static string SslModeOf(string value) => value.ToLowerInvariant() switch
    {
        "true" or "1" => "Require",
        "false" or "0" => "Disable",
        var mode => mode.Replace("-", "", StringComparison.Ordinal),
    };

    private static void Set(NpgsqlConnectionStringBuilder builder, string keyword, string encoded)
    {
        if (encoded.Length > 0)
            builder[keyword] = Uri.UnescapeDataString(encoded);
    }

    private static (string Before, string After) Cut(string text, char separator) =>
        text.IndexOf(separator) is var index and >= 0 ? (text[..index], text[(index + 1)..]) : (text, "");

    private static Error Malformed(string why) => new(
        ErrorKind.Refused,
        "database_url",
        $"The PostgreSQL database is not understood: {why}. Write postgresql://user:password@host:port/name?sslmode=require");

    private sealed class UnknownParameterException(string message) : ArgumentException(message);
}
