using System.Security.Claims;
using Linnet.Common;
using Linnet.Http;
using Microsoft.AspNetCore.Authentication;

namespace Linnet.Accounts.Sessions;

/// <summary>Authenticates requests by <c>Authorization: Bearer</c> (RFC 6750, section 2.1) and refuses those without.</summary>
/// <remarks>
/// The interface itself rather than ASP.NET's base class: that one brings data protection along, which keeps keys in the
/// user's home directory that nothing here uses.
/// </remarks>
internal sealed class BearerHandler(CallerResolver callers) : IAuthenticationHandler
{
    public const string SchemeName = "Bearer";

    private HttpContext _context = null!; // InitializeAsync is called before anything else.
    private Task<AuthenticateResult>? _result;
    private Fault _fault = CallerFaults.NotAuthenticated;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        _context = context;
        return Task.CompletedTask;
    }

    public Task<AuthenticateResult> AuthenticateAsync() => _result ??= ResolveAsync();

    /// <summary>Answers a request that needed a caller and has none.</summary>
    public async Task ChallengeAsync(AuthenticationProperties? properties)
    {
        await AuthenticateAsync();
        await _fault.ToResult().ExecuteAsync(_context);
    }

    /// <summary>Policies here ask for a caller and nothing else, so whoever is refused lacks one.</summary>
    public Task ForbidAsync(AuthenticationProperties? properties) => ChallengeAsync(properties);

    private async Task<AuthenticateResult> ResolveAsync()
    {
        if (BearerToken.Of(_context.Request) is not { } token)
            return AuthenticateResult.NoResult();
        var resolved = await callers.ResolveAsync(token, _context.RequestAborted);
        if (!resolved.Succeeded(out var grant, out var fault))
        {
            _fault = fault;
            return AuthenticateResult.Fail(fault.Detail);
        }
        _context.Features.Set(new CallerFeature(grant.Caller));
        var principal = new ClaimsPrincipal(new ClaimsIdentity(SchemeName));
        return AuthenticateResult.Success(new AuthenticationTicket(principal, SchemeName));
    }
}
