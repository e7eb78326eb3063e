using System.Diagnostics.CodeAnalysis;
using Linnet.Accounts.Tokens;
using Linnet.Http;
using Linnet.Http.Errors;
using Microsoft.Extensions.Options;
using CookieHeaderValue = Microsoft.Net.Http.Headers.CookieHeaderValue;

namespace Linnet.Accounts.Sessions;

/// <summary>
/// Where a browser keeps its refresh token: a cookie that no script can read and that is never sent on behalf of another
/// site. A client requests it with the header <c>Linnet-Session: cookie</c>, at log-in and whenever the cookie is to be used.
/// </summary>
/// <remarks>
/// A sister subdomain is the same site to a browser. It can neither use the cookie, for every request that asks for this form
/// is rejected unless it comes from a page of this origin (<see cref="RequireOwnOrigin"/>); nor set its own cookie over
/// https, where the prefix <c>__Host-</c> keeps cookies of other hosts out. Over http it can plant a second one: of two
/// nobody knows which is ours, so there is none.
/// </remarks>
internal sealed class RefreshCookie(IOptions<TokenOptions> options)
{
    public const string Header = "Linnet-Session";
    public const string Form = "cookie";

    /// <summary>Where a client that keeps its refresh token itself is given another one after a change of password.</summary>
    public const string TokenHeader = "Linnet-Refresh-Token";

    private const string PlainName = "linnet_refresh";
    private const string HostName = $"__Host-{PlainName}";

    private readonly TimeSpan _life = TimeSpan.FromDays(Math.Min(options.Value.RefreshTokenDays, options.Value.SessionDays));

    public static bool IsAskedFor(HttpRequest request) => request.Headers[Header] == Form;

    /// <summary>The token in the cookie, if the request uses that form.</summary>
    public static bool TryRead(HttpRequest request, [NotNullWhen(true)] out string? token)
    {
        token = null;
        if (IsAskedFor(request) && CookieHeaderValue.TryParseList(request.Headers.Cookie, out var cookies))
        {
            var name = NameFor(request);
            var ours = cookies.Where(cookie => cookie.Name == name).ToList();
            token = ours is [var only] ? only.Value.Value : null;
        }
        return token is not null;
    }

    /// <summary>ProducesErrors requests that ask for the cookie and come from a page of another origin.</summary>
    public static TBuilder RequireOwnOrigin<TBuilder>(TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.ProducesErrors(AccountErrors.ForeignOrigin).AddEndpointFilter((context, next) =>
            IsAskedFor(context.HttpContext.Request) && !RequestOrigin.IsOwn(context.HttpContext.Request)
                ? ValueTask.FromResult<object?>(AccountErrors.ForeignOrigin.ToResult())
                : next(context));

    /// <returns>The response in the form the client requested; a token in the cookie is nowhere else.</returns>
    public Token Deliver(Token token, HttpContext http)
    {
        if (!IsAskedFor(http.Request))
            return token;
        Append(token.RefreshToken!, http);
        return token with { RefreshToken = null };
    }

    /// <summary>Tells a client its session's new token, where the answer has another body: in the cookie, or in a header.</summary>
    public void Replace(string token, HttpContext http)
    {
        if (IsAskedFor(http.Request))
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
