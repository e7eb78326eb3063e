using System.Diagnostics.CodeAnalysis;
using Linnet.Accounts.Tokens;
using Linnet.Http;
using Linnet.Http.Errors;
using Microsoft.Extensions.Options;
using CookieHeaderValue = Microsoft.Net.Http.Headers.CookieHeaderValue;

namespace Linnet.Accounts.Sessions;

/// <summary>
/// Keeps a browser's refresh token in a cookie that scripts cannot read and that other sites' requests never carry. A
/// client requests it with the header <c>Linnet-Session: cookie</c>, at log-in and whenever the cookie is to be used.
/// </summary>
/// <remarks>
/// To a browser, a sibling subdomain is the same site. It cannot use the cookie, because requests for this form are rejected
/// unless they come from a page of this exact origin (<see cref="RequireOwnOrigin"/>). Over https it cannot set the cookie
/// either, because the prefix <c>__Host-</c> excludes cookies of other hosts. Over http it can set a second one; with two
/// cookies the right one is unknown, so the server ignores both.
/// </remarks>
internal sealed class RefreshCookie(IOptions<TokenOptions> options)
{
    public const string Header = "Linnet-Session";
    public const string Form = "cookie";

    /// <summary>Carries the new token after a change of password to clients that store their refresh token themselves.</summary>
    public const string TokenHeader = "Linnet-Refresh-Token";

    private const string PlainName = "linnet_refresh";
    private const string HostName = $"__Host-{PlainName}";

    private readonly TimeSpan _life = TimeSpan.FromDays(Math.Min(options.Value.RefreshTokenDays, options.Value.SessionDays));

    public static bool IsRequested(HttpRequest request) => request.Headers[Header] == Form;

    /// <summary>The cookie's token, if the request uses the cookie.</summary>
    public static bool TryRead(HttpRequest request, [NotNullWhen(true)] out string? token)
    {
        token = null;
        if (IsRequested(request) && CookieHeaderValue.TryParseList(request.Headers.Cookie, out var cookies))
        {
            var name = NameFor(request);
            var ours = cookies.Where(cookie => cookie.Name == name).ToList();
            token = ours is [var only] ? only.Value.Value : null;
        }
        return token is not null;
    }

    /// <summary>Rejects requests that use the cookie and come from a page of another origin.</summary>
    public static TBuilder RequireOwnOrigin<TBuilder>(TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.ProducesErrors(AccountErrors.ForeignOrigin).AddEndpointFilter((context, next) =>
            IsRequested(context.HttpContext.Request) && !RequestOrigin.IsOwn(context.HttpContext.Request)
                ? ValueTask.FromResult<object?>(AccountErrors.ForeignOrigin.ToResult())
                : next(context));

    /// <returns>The response body. Leaves out the refresh token when it is in the cookie.</returns>
    public Token Deliver(Token token, HttpContext http)
    {
        if (!IsRequested(http.Request))
            return token;
        Append(token.RefreshToken!, http);
        return token with { RefreshToken = null };
    }

    /// <summary>Sends a session's new token, in the cookie or in a header, with a response that has another body.</summary>
    public void Replace(string token, HttpContext http)
    {
        if (IsRequested(http.Request))
            Append(token, http);
        else
            http.Response.Headers[TokenHeader] = token;
    }

    public static void Delete(HttpContext http) => http.Response.Cookies.Delete(NameFor(http.Request), CookieFor(http.Request, life: null));

    private void Append(string token, HttpContext http) => http.Response.Cookies.Append(NameFor(http.Request), token, CookieFor(http.Request, _life));

    private static string NameFor(HttpRequest request) => request.IsHttps ? HostName : PlainName;

    private static CookieOptions CookieFor(HttpRequest request, TimeSpan? life) => new()
    {
        // The prefix requires the path "/".
        Path = request.IsHttps ? "/" : request.PathBase.Add("/auth"),
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = request.IsHttps,
        MaxAge = life,
    };
}
