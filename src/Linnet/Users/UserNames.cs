using System.Buffers;
using Linnet.Http.Input;

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

    // What routes may be called one day, and what only those who run the place should be called. Who has such a name keeps it.
    private static readonly HashSet<string> KeptBack = new(StringComparer.OrdinalIgnoreCase)
    {
        "about", "abuse", "account", "accounts", "administrator", "anonymous", "appeals", "billing", "blocks", "bookmarks", "bot", "card",
        "cards", "completions", "contact", "conversations", "drafts", "emoji", "everyone", "explore", "export", "feed", "feeds", "filters",
        "follow_requests", "followed_tags", "hashtags", "help", "helpdesk", "home", "hostmaster", "i", "import", "inbox", "info", "instance", "invites",
        "legal", "likes", "linnet", "lists", "local", "mail", "mailer_daemon", "media", "messages", "metrics", "mod", "moderation",
        "moderator", "moderators", "mutes", "news", "noreply", "no_reply", "null", "oauth", "oembed", "official", "operator", "owner",
        "password", "pins", "poll", "polls", "postmaster", "press", "privacy", "public", "push", "quotes", "relationships", "reports", "reposts", "root",
        "rss", "rules", "scheduled", "security", "service", "signup", "staff", "status", "suggestions", "superuser", "support", "sysadmin",
        "system", "tag", "tags", "team", "terms", "token", "tokens", "trends", "trust", "undefined", "verified", "verify", "webhooks",
        "webmaster", "well_known",
    };

    /// <summary>Whether it is a step of a path, so that no account can have it.</summary>
    public static bool IsReserved(string username) => Reserved.Contains(username);

    /// <summary>Whether a new account may not take it: it is reserved, may become a path, or sounds like the operators.</summary>
    public static bool IsKeptBack(string username) => IsReserved(username) || KeptBack.Contains(username);

    /// <summary>
    /// What <c>lower(username)</c> is in the database, or null for a text that cannot be anybody's name. Asked before the
    /// lower case is made: the Kelvin sign is no K, but its lower case is a k.
    /// </summary>
    public static string? KeyOf(string text) =>
        text.Length is > 0 and <= MaxLength && !text.AsSpan().ContainsAnyExcept(Characters) ? text.ToLowerInvariant() : null;
}

/// <summary>The text is a name that a new account may take.</summary>
internal sealed class NotReservedAttribute : TextRuleAttribute
{
    public override string? ErrorIn(string text) => UserNames.IsKeptBack(text) ? "This username is reserved" : null;
}
