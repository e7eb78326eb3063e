using Linnet.Common;
using Linnet.Http;
using Linnet.Http.Errors;

namespace Linnet.Accounts.Sessions;

/// <summary>Authenticates requests to endpoints that require a token.</summary>
/// <remarks>
/// Replaces ASP.NET's authentication and authorization: schemes, tickets, claims and policies took an eighth of the cost of a
/// timeline, and this server only needs to know the account. An endpoint that takes a <see cref="Caller"/> without
/// <see cref="TokenRequired"/> fails at its first request, so none is open by mistake.
/// </remarks>
internal sealed class AuthenticationMiddleware(RequestDelegate next, TokenAuthenticator callers)
{
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<TokenRequired>() is not null && BearerToken.Of(context.Request) is { } token
            ? ResolveAsync(context, token)
            : next(context);

    private async Task ResolveAsync(HttpContext context, ReadOnlyMemory<char> token)
    {
        if ((await callers.ResolveAsync(token, context.RequestAborted)).Succeeded(out var grant, out var error))
            context.Features.Set(new CallerFeature(grant.Caller));
        else
            context.Features.Set(new RejectedToken(error));
        await next(context);
    }
}

/// <summary>Responds with 401 without a valid token. Runs after rate limiting, so that anonymous attempts count too.</summary>
internal sealed class AuthorizationMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<TokenRequired>() is { } required && !required.IsMetBy(context)
            ? (context.Features.Get<RejectedToken>()?.Error ?? CallerErrors.NotAuthenticated).ToResult().ExecuteAsync(context)
            : next(context);
}

file sealed record RejectedToken(Error Error);
