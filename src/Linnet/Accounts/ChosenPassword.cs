using Linnet.Accounts.Passwords;
using Linnet.Http;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.RateLimits;
using Linnet.Storage;

namespace Linnet.Accounts;

/// <summary>Rejects a new password that others would guess, before hashing it.</summary>
internal static class ChosenPassword
{
    /// <summary>ProducesErrors such a password with 422, as binding refuses what it can see by itself.</summary>
    public static RouteHandlerBuilder JudgePassword(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter(async (context, next) =>
            await FindErrorAsync(context) is { } sentence ? Refusal(sentence) : await next(context));

    /// <summary>Counts changes of the password, before anything of them costs a hash.</summary>
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
        // One that is gone is refused by the handler.
        return account is null
            ? null
            : refused.ErrorIn(password, account.Username, update.Email ?? account.Email, update.FullName.Or(account.FullName));
    }

    private static ValidationErrorResult Refusal(string sentence) =>
        new(ValidationErrors.Of(ValueError.Custom(sentence).At(InputSource.Body, "password", InputModel.Mask)));
}
