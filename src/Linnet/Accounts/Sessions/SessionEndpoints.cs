using Linnet.Common;
using Linnet.Http;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.RateLimits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Accounts.Sessions;

internal static class SessionEndpoints
{
    private const int MaxClientLength = 200;

    public static void MapLogin(RouteGroupBuilder auth)
    {
        RefreshCookie.RequireOwnOrigin(auth.MapPost("/login", LogInWithForm)).WithName("logInWithForm").LimitRate(LimitedAction.LogIn)
            .ProducesErrors(AccountErrors.IncorrectCredentials, CallerErrors.InactiveUser, AccountErrors.HashingBusy);
        RefreshCookie.RequireOwnOrigin(auth.MapPost("/login/json", LogIn)).WithName("logIn").LimitRate(LimitedAction.LogIn)
            .ProducesErrors(AccountErrors.IncorrectCredentials, CallerErrors.InactiveUser, AccountErrors.HashingBusy);
        RefreshCookie.RequireOwnOrigin(auth.MapPost("/refresh", Refresh)).WithName("refreshTokens")
            .ProducesErrors(CallerErrors.InvalidToken, CallerErrors.SessionEnded);
        RefreshCookie.RequireOwnOrigin(auth.MapPost("/logout", LogOut)).WithName("logOut")
            // A browser whose access token has expired logs out with its cookie.
            .RequireToken(unless: request => RefreshCookie.TryRead(request, out _));
    }

    public static void MapOwn(RouteGroupBuilder auth)
    {
        auth.MapGet("/sessions", List).WithName("listSessions");
        auth.MapDelete("/sessions/{session_id}", End).WithName("endSession").ProducesErrors(AccountErrors.SessionNotFound);
    }

    /// <summary>Log in with a form</summary>
    /// <remarks>The OAuth 2 password flow, as API documentation and generated clients use it.</remarks>
    internal static async Task<Results<Ok<Token>, ErrorResult>> LogInWithForm(
        Form<PasswordForm> form, LoginService logins, RefreshCookie cookie, HttpContext http, CancellationToken cancellation) =>
        Answer(await logins.LogInAsync(form.Value.Username.Trim(), form.Value.Password, ClientOf(http), http, cancellation), cookie, http);

    /// <summary>Log in with JSON</summary>
    /// <remarks>
    /// With the header <c>Linnet-Session: cookie</c> the refresh token comes in a cookie that scripts cannot read, not in the body.
    /// </remarks>
    internal static async Task<Results<Ok<Token>, ErrorResult>> LogIn(
        Body<Credentials> body, LoginService logins, RefreshCookie cookie, HttpContext http, CancellationToken cancellation) =>
        Answer(await logins.LogInAsync(body.Value.Username.Trim(), body.Value.Password, ClientOf(http), http, cancellation), cookie, http);

    /// <summary>Refresh the tokens of a session</summary>
    /// <remarks>
    /// Each refresh token is valid for one use. A client that lost the response may send the token again for 30 seconds and gets
    /// the same successor. Any other second use ends the session, because the token has been copied. With the header
    /// <c>Linnet-Session: cookie</c> there is no body: the token is in the cookie, and so is its successor.
    /// </remarks>
    internal static async Task<Results<Ok<Token>, ErrorResult>> Refresh(
        RefreshTokenInput presented, SessionService sessions, RefreshCookie cookie, HttpContext http, CancellationToken cancellation)
    {
        var renewal = await sessions.RenewAsync(presented.Value, ClientOf(http), cancellation);
        if (!renewal.Succeeded(out _, out _) && RefreshCookie.IsRequested(http.Request))
            RefreshCookie.Delete(http);
        return Answer(renewal, cookie, http);
    }

    /// <summary>Log out</summary>
    /// <remarks>Ends this session; others go on. With the header <c>Linnet-Session: cookie</c> the cookie is enough.</remarks>
    internal static async Task<NoContent> LogOut(SessionService sessions, HttpContext http, CancellationToken cancellation)
    {
        if (Caller.TryGet(http, out var caller))
            await sessions.EndAsync(caller.Value.AccountId, caller.Value.SessionId, cancellation);
        if (RefreshCookie.TryRead(http.Request, out var token))
        {
            await sessions.EndAsync(token, cancellation);
            RefreshCookie.Delete(http);
        }
        return TypedResults.NoContent();
    }

    /// <summary>List one's own sessions</summary>
    /// <remarks>Oldest first.</remarks>
    internal static async Task<Ok<List<Session>>> List(Caller caller, SessionService sessions, CancellationToken cancellation) =>
        TypedResults.Ok(await sessions.ListAsync(caller, cancellation));

    /// <summary>End one of one's own sessions</summary>
    /// <remarks>This can be the session of the request.</remarks>
    internal static async Task<Results<NoContent, ErrorResult>> End(
        PathId sessionId, Caller caller, SessionService sessions, CancellationToken cancellation) =>
        await sessions.EndAsync(caller.AccountId, sessionId.Value, cancellation)
            ? TypedResults.NoContent()
            : AccountErrors.SessionNotFound.ToResult();

    private static Results<Ok<Token>, ErrorResult> Answer(Result<Token> outcome, RefreshCookie cookie, HttpContext http)
    {
        if (!outcome.Succeeded(out var token, out var error))
            return error.ToResult();
        return TypedResults.Ok(cookie.Deliver(token, http));
    }

    private static string ClientOf(HttpContext http)
    {
        var name = http.Request.Headers.UserAgent.ToString();
        if (name.Length <= MaxClientLength)
            return name;
        return name[..(char.IsHighSurrogate(name[MaxClientLength - 1]) ? MaxClientLength - 1 : MaxClientLength)];
    }
}
