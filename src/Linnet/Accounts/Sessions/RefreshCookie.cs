using System.Diagnostics.CodeAnalysis;
using Linnet.Accounts.Tokens;
using Microsoft.Extensions.Options;

namespace Linnet.Accounts.Sessions;

/// <summary>
/// Where a browser keeps its refresh token: a cookie that no script can read, sent to <c>/auth</c> alone and never on
/// behalf of another site. A client asks for it with the header <c>Linnet-Session: cookie</c>, at log-in and whenever the
/// cookie is to be used.
/// </summary>
/// <remarks>
/// That header is what guards against forged requests besides SameSite, which takes a sister subdomain for the same site:
/// a page of another origin cannot send it without a CORS preflight, which is not granted.
/// </remarks>
internal sealed class RefreshCookie(IOptions<TokenOptions> options)
{
    public const string Header = "Linnet-Session";
    public const string Form = "cookie";

    private const string Name = "linnet_refresh";

    private readonly TimeSpan _life = TimeSpan.FromDays(options.Value.RefreshTokenDays);

    public static bool IsAskedFor(HttpRequest request) => request.Headers[Header] == Form;

    /// <summary>The token that the cookie holds, if the request asks for that form.</summary>
    public static bool TryRead(HttpRequest request, [NotNullWhen(true)] out string? token)
    {
        token = IsAskedFor(request) ? request.Cookies[Name] : null;
        return token is not null;
    }

    /// <returns>The answer in the form the client asked for: what the cookie holds is told nowhere else.</returns>
    public Token Deliver(Token token, HttpContext http)
    {
        if (!IsAskedFor(http.Request))
            return token;
        http.Response.Cookies.Append(Name, token.RefreshToken!, CookieFor(http.Request, _life));
        return token with { RefreshToken = null };
    }

    public static void Delete(HttpContext http) => http.Response.Cookies.Delete(Name, CookieFor(http.Request, life: null));

    private static CookieOptions CookieFor(HttpRequest request, TimeSpan? life) => new()
    {
        Path = request.PathBase.Add("/auth"),
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = request.IsHttps,
        MaxAge = life,
    };
}
