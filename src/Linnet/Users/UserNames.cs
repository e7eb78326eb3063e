using System.Buffers;
using Linnet.Http;

namespace Linnet.Users;

/// <summary>What may be a username.</summary>
internal static class UserNames
{
    public const int MaxLength = 30;
    public const string Pattern = "^[A-Za-z0-9_]+$";

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    // A name is a step in paths (/users/{username}, and /{username} in a browser): these steps are ours.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "admin", "api", "assets", "asyncapi", "auth", "docs", "health", "login", "logout", "me", "notifications", "openapi",
        "redoc", "register", "search", "sessions", "settings", "sse", "static", "timeline", "tweets", "user", "users", "ws",
    };

    public static bool IsReserved(string username) => Reserved.Contains(username);

    /// <summary>
    /// What <c>lower(username)</c> is in the database, or null for a text that cannot be anybody's name. Asked before the
    /// lower case is made: the Kelvin sign is no K, but its lower case is a k.
    /// </summary>
    public static string? KeyOf(string text) =>
        text.Length is > 0 and <= MaxLength && !text.AsSpan().ContainsAnyExcept(Characters) ? text.ToLowerInvariant() : null;
}

/// <summary>The text is not one of the names that routes have.</summary>
internal sealed class NotReservedAttribute : TextRuleAttribute
{
    public override string? FaultIn(string text) => UserNames.IsReserved(text) ? "This username is reserved" : null;
}
