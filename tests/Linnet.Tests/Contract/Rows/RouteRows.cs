using Xunit;

namespace Linnet.Tests.Contract.Rows;

internal static class RouteRows
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    // Each path and the methods it knows.
    private static readonly Dictionary<string, string> Known = new()
    {
        ["/"] = "GET",
        ["/health"] = "GET",
        ["/health/live"] = "GET",
        ["/health/ready"] = "GET",
        ["/docs"] = "GET",
        ["/redoc"] = "GET",
        ["/openapi.json"] = "GET",
        ["/auth/register"] = "POST",
        ["/auth/login"] = "POST",
        ["/auth/login/json"] = "POST",
        ["/auth/refresh"] = "POST",
        ["/auth/logout"] = "POST",
        ["/auth/sessions"] = "GET",
        ["/auth/sessions/1"] = "DELETE",
        ["/users/"] = "GET",
        ["/users/me"] = "GET PUT DELETE",
        ["/users/ada"] = "GET",
        ["/users/ada/follow"] = "POST DELETE",
        ["/users/ada/followers"] = "GET",
        ["/users/ada/following"] = "GET",
        ["/tweets/"] = "GET POST",
        // The others are those of a tweet, for which this is no id.
        ["/tweets/thread"] = "GET POST PUT DELETE",
        ["/tweets/1"] = "GET PUT DELETE",
        ["/tweets/1/like"] = "POST DELETE",
        ["/tweets/1/bookmark"] = "POST DELETE",
        ["/tweets/1/mute"] = "POST DELETE",
        ["/tweets/1/pin"] = "POST DELETE",
        ["/users/ada/pins"] = "GET",
        ["/bookmarks"] = "GET",
        ["/completions/users"] = "GET",
        ["/completions/tags"] = "GET",
        ["/drafts"] = "GET POST",
        ["/drafts/1"] = "GET PUT DELETE",
        ["/drafts/1/publish"] = "POST",
        ["/scheduled"] = "GET",
        ["/scheduled/1"] = "GET PUT DELETE",
        ["/lists"] = "GET POST",
        ["/lists/1"] = "GET PUT DELETE",
        ["/lists/1/members"] = "GET",
        ["/lists/1/members/ada"] = "PUT DELETE",
        ["/lists/1/tweets"] = "GET",
        ["/users/ada/lists"] = "GET",
        ["/tweets/1/replies"] = "GET",
        ["/tweets/user/ada"] = "GET",
        ["/media"] = "POST",
        ["/media/1"] = "GET PUT DELETE",
        // PUT and DELETE are those of a picture, for which this is no id.
        ["/media/limits"] = "GET PUT DELETE",
        ["/media/files/a.jpg"] = "GET",
        ["/users/me/avatar"] = "PUT DELETE",
        ["/users/me/header"] = "PUT DELETE",
        ["/polls/1"] = "GET",
        ["/polls/1/votes"] = "POST",
        ["/conversations/"] = "GET POST",
        // DELETE is that of a conversation, for which these are no ids.
        ["/conversations/requests"] = "GET DELETE",
        ["/conversations/unread_count"] = "GET DELETE",
        ["/conversations/search"] = "GET DELETE",
        ["/conversations/1"] = "GET DELETE",
        ["/conversations/1/messages"] = "GET POST",
        ["/conversations/1/messages/1"] = "DELETE",
        ["/conversations/1/read"] = "POST",
        ["/conversations/1/accept"] = "POST",
        ["/conversations/1/members"] = "POST",
        ["/ws/ticket"] = "POST",
    };

    private static readonly string[] Open =
        ["/", "/health", "/health/live", "/health/ready", "/docs", "/redoc", "/openapi.json", "/auth/register", "/auth/login", "/auth/login/json", "/auth/refresh", "/media/files/a.jpg"];

    /// <summary>Every route that needs a token.</summary>
    public static IEnumerable<string> Protected =>
        from path in (string[])[.. Known.Keys, "/tweets/timeline"]
        where !Open.Contains(path)
        from method in Known.GetValueOrDefault(path, "GET").Split(' ')
        select $"{method} {path}";

    public static TheoryData<string, string> Unsupported => new(
        from path in Known.Keys
        from method in Methods
        where !Known[path].Split(' ').Contains(method)
        select (method, path));
}
