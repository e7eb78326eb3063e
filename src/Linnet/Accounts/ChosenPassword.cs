using Linnet.Accounts.Passwords;
using Linnet.Http;
using Linnet.Http.RateLimits;
using Linnet.Storage;

namespace Linnet.Accounts;

/// <summary>Asks of a password that somebody chose whether it is one that others would guess; before it costs a hash.</summary>
internal static class ChosenPassword
{
    /// <summary>Refuses such a password with 422, as binding refuses what it can see by itself.</summary>
    public static RouteHandlerBuilder JudgePassword(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter(async (context, next) =>
            await FindFaultAsync(context) is { } sentence ? Refusal(sentence) : await next(context));

    /// <summary>Counts changes of the password, before anything of them costs a hash.</summary>
    public static RouteHandlerBuilder LimitPasswordChanges(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter((context, next) =>
            context.Arguments.OfType<Body<AccountUpdate>>().FirstOrDefault() is { Value.Password: not null }
            && Caller.TryGet(context.HttpContext, out var caller)
            && context.HttpContext.RequestServices.GetRequiredService<LoginGuard>()
                .RefusePasswordChange(context.HttpContext, caller.Value.AccountId) is { } fault
                ? ValueTask.FromResult<object?>(fault.ToResult())
                : next(context));

    private static async Task<string?> FindFaultAsync(EndpointFilterInvocationContext context)
    {
        var services = context.HttpContext.RequestServices;
        var refused = services.GetRequiredService<RefusedPasswords>();
        if (context.Arguments.OfType<Body<Registration>>().FirstOrDefault() is { Value: var it })
            return refused.FaultIn(it.Password, it.Username, it.Email, it.FullName);
        if (context.Arguments.OfType<Body<AccountUpdate>>().FirstOrDefault() is not { Value: { Password: { } password } update })
            return null;
        Caller.TryGet(context.HttpContext, out var caller);
        var account = await services.GetRequiredService<Database>().ReadOneAsync(
            db => AccountProjection.FindAsync(db, caller!.Value.AccountId), context.HttpContext.RequestAborted);
        // One that is gone is refused by the handler.
        return account is null
            ? null
            : refused.FaultIn(password, account.Username, update.Email ?? account.Email, update.FullName.Or(account.FullName));
    }

    private static ValidationResult Refusal(string sentence) =>
        new(ValidationFaults.Of(ValueFault.Custom(sentence).At(InputSource.Body, "password", InputModel.Mask)));
}
