using Linnet.Accounts.Passwords;
using Linnet.Http;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.RateLimits;
using Linnet.Storage;

namespace Linnet.Accounts;

/// <summary>Rejects newly chosen passwords that are easy to guess, before they cost a hash.</summary>
internal static class ChosenPassword
{
    /// <summary>Responds with 422 to such a password, as binding does to any other invalid value.</summary>
    public static RouteHandlerBuilder RejectGuessablePassword(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter(async (context, next) =>
            await FindErrorAsync(context) is { } sentence ? Refusal(sentence) : await next(context));

    /// <summary>Limits changes of the password, before they cost a hash.</summary>
    public static RouteHandlerBuilder LimitPasswordChanges(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter((context, next) =>
            context.Arguments.OfType<Body<AccountUpdate>>().FirstOrDefault() is { Value.Password: not null }
            && Caller.TryGet(context.HttpContext, out var caller)
            && context.HttpContext.RequestServices.GetRequiredService<LoginGuard>()
                .RefusePasswordChange(context.HttpContext, caller.Value.AccountId) is { } error
                ? ValueTask.FromResult<object?>(error.ToResult())
                : next(context));

    private static async Task<string?> FindErrorAsync(EndpointFilterInvocationContext context)
    {
        var services = context.HttpContext.RequestServices;
        var refused = services.GetRequiredService<RefusedPasswords>();
        if (context.Arguments.OfType<Body<Registration>>().FirstOrDefault() is { Value: var it })
            return refused.ErrorIn(it.Password, it.Username, it.Email, it.FullName);
        if (context.Arguments.OfType<Body<AccountUpdate>>().FirstOrDefault() is not { Value: { Password: { } password } update })
            return null;
        Caller.TryGet(context.HttpContext, out var caller);
        var account = await services.GetRequiredService<Database>().ReadOneAsync(
            db => AccountQueries.FindAsync(db, caller!.Value.AccountId), context.HttpContext.RequestAborted);
        // The handler rejects requests of a deleted account.
        return account is null
            ? null
            : refused.ErrorIn(password, account.Username, update.Email ?? account.Email, update.FullName.Or(account.FullName));
    }

    private static ValidationErrorResult Refusal(string sentence) =>
        new(ValidationErrors.Of(ValueError.Custom(sentence).At(InputSource.Body, "password", InputModel.Mask)));
}
