using Linnet.Http;
using Linnet.Http.RateLimits;
using Linnet.Storage;
using Linnet.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Accounts;

internal static class AccountEndpoints
{
    public static void MapRegister(RouteGroupBuilder auth) =>
        auth.MapPost("/register", Register).WithName("registerAccount").LimitRate(RateAct.Register)
            .Refuses(AccountFaults.UsernameTaken, AccountFaults.EmailTaken, AccountFaults.HashingBusy);

    public static void MapMe(RouteGroupBuilder users)
    {
        users.MapGet("/me", Get).WithName("getOwnAccount");
        users.MapPut("/me", Update).WithName("updateOwnAccount").Refuses(AccountFaults.EmailTaken, AccountFaults.HashingBusy);
        users.MapDelete("/me", Delete).WithName("deleteOwnAccount");
    }

    /// <summary>Register a new account</summary>
    internal static async Task<Results<Created<Account>, FaultResult>> Register(
        Body<Registration> body, AccountService accounts, CancellationToken cancellation) =>
        (await accounts.RegisterAsync(body.Value, cancellation)).Succeeded(out var account, out var fault)
            ? TypedResults.Created($"/users/{account.Username}", account)
            : fault.ToResult();

    /// <summary>Get one's own account</summary>
    internal static async Task<Results<Ok<Account>, FaultResult>> Get(Caller caller, Database database, CancellationToken cancellation) =>
        await database.ReadOneAsync(db => AccountProjection.FindAsync(db, caller.AccountId), cancellation) is { } account
            ? TypedResults.Ok(account)
            : CallerFaults.InvalidToken.ToResult();

    /// <summary>Change one's own account</summary>
    /// <remarks>What is absent stays; null clears full_name and bio. A new password logs out every other session.</remarks>
    internal static async Task<Results<Ok<Account>, FaultResult>> Update(
        Body<AccountUpdate> body, Caller caller, AccountService accounts, CancellationToken cancellation) =>
        (await accounts.UpdateAsync(caller, body.Value, cancellation)).Succeeded(out var account, out var fault)
            ? TypedResults.Ok(account)
            : fault.ToResult();

    /// <summary>Delete one's own account</summary>
    /// <remarks>With its tweets, likes and follows. Replies by others stay.</remarks>
    internal static async Task<NoContent> Delete(Caller caller, AccountService accounts, CancellationToken cancellation)
    {
        await accounts.DeleteAsync(caller.AccountId, cancellation);
        return TypedResults.NoContent();
    }
}
