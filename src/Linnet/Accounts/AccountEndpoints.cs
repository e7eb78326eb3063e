using Linnet.Accounts.Passwords;
using Linnet.Accounts.Sessions;
using Linnet.Http;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.RateLimits;
using Linnet.Media;
using Linnet.Storage;
using Linnet.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Accounts;

internal static class AccountEndpoints
{
    public static void MapRegister(RouteGroupBuilder auth) =>
        auth.MapPost("/register", Register).RejectGuessablePassword().WithName("registerAccount").LimitRate(LimitedAction.Register)
            .ProducesErrors(AccountErrors.UsernameTaken, AccountErrors.EmailTaken, AccountErrors.HashingBusy);

    public static void MapMe(RouteGroupBuilder users)
    {
        users.MapGet("/me", Get).WithName("getOwnAccount");
        RefreshCookie.RequireOwnOrigin(users.MapPut("/me", Update).RejectGuessablePassword().LimitPasswordChanges()).WithName("updateOwnAccount")
            .ProducesErrors(AccountErrors.EmailTaken, AccountErrors.CurrentPasswordRequired, AccountErrors.WrongPassword, AccountErrors.HashingBusy);
        users.MapDelete("/me", Delete).WithName("deleteOwnAccount")
            .ProducesErrors(AccountErrors.CurrentPasswordRequired, AccountErrors.WrongPassword, AccountErrors.HashingBusy);
    }

    /// <summary>Register a new account</summary>
    internal static async Task<Results<Created<Account>, ErrorResult>> Register(
        Body<Registration> body, AccountService accounts, HttpContext http, CancellationToken cancellation) =>
        (await accounts.RegisterAsync(body.Value, HashingTurn.Of(http), cancellation)).Succeeded(out var account, out var error)
            ? TypedResults.Created($"/users/{account.Username}", account)
            : error.ToResult();

    /// <summary>Get one's own account</summary>
    internal static async Task<Results<Ok<Account>, ErrorResult>> Get(
        Caller caller, Database database, MediaUrls urls, CancellationToken cancellation) =>
        await database.ReadOneAsync(db => AccountQueries.FindAsync(db, caller.AccountId), cancellation) is { } account
            ? TypedResults.Ok(urls.Complete(account))
            : CallerErrors.SessionEnded.ToResult();

    /// <summary>Change one's own account</summary>
    /// <remarks>
    /// Absent members stay unchanged; null clears full_name and bio. A new password or address needs current_password, unless
    /// the session proved the password in the last minutes (Accounts:PasswordGraceMinutes), by its log-in or by this member. A
    /// new password logs out every other session and replaces this session's refresh token. The new token is in the cookie if
    /// the request has <c>Linnet-Session: cookie</c>, otherwise in the header <c>Linnet-Refresh-Token</c>.
    /// </remarks>
    internal static async Task<Results<Ok<Account>, ErrorResult>> Update(
        Body<AccountUpdate> body,
        Caller caller,
        PasswordProof proof,
        AccountService accounts,
        RefreshCookie cookie,
        MediaUrls urls,
        HttpContext http,
        CancellationToken cancellation)
    {
        if (await proof.FindErrorAsync(caller, body.Value, http, cancellation) is { } refusal)
            return refusal.ToResult();
        if (!(await accounts.UpdateAsync(caller, body.Value, HashingTurn.Of(http), cancellation)).Succeeded(out var updated, out var error))
            return error.ToResult();
        if (updated.RefreshToken is { } token)
            cookie.Replace(token, http);
        return TypedResults.Ok(urls.Complete(updated.Account));
    }

    /// <summary>Delete one's own account</summary>
    /// <remarks>
    /// Also deletes its tweets, likes and follows. Replies by others stay. The request needs current_password, unless the
    /// session proved the password in the last minutes, by its log-in or by this member.
    /// </remarks>
    internal static async Task<Results<NoContent, ErrorResult>> Delete(
        OptionalBody<AccountDeletion> body,
        Caller caller,
        PasswordProof proof,
        AccountService accounts,
        HttpContext http,
        CancellationToken cancellation)
    {
        if (await proof.FindErrorAsync(caller, body.Value?.CurrentPassword, http, cancellation) is { } refusal)
            return refusal.ToResult();
        await accounts.DeleteAsync(caller.AccountId, cancellation);
        return TypedResults.NoContent();
    }
}
