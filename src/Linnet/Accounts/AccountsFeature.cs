using Linnet.Accounts.Administration;
using Linnet.Accounts.Deletion;
using Linnet.Accounts.Passwords;
using Linnet.Accounts.Sessions;
using Linnet.Accounts.Tokens;
using Linnet.Common.Settings;
using Linnet.Http;

namespace Linnet.Accounts;

/// <summary>Registers the area: accounts, log-ins, sessions, and authentication.</summary>
internal static class AccountsFeature
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddSettings<AccountOptions>("Accounts");
        services.AddSettings<PasswordOptions>("Passwords");
        services.AddSettings<TokenOptions>("Tokens");
        services.AddSettings<TokenCacheOptions>("Caches");
        services.AddSingleton<PasswordHasher>();
        services.AddSingleton<RefusedPasswords>();
        services.AddSingleton<StoredCosts>();
        services.AddSingleton<SigningKeySource>();
        services.AddSingleton(provider => provider.GetRequiredService<SigningKeySource>().Key);
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<SessionService>();
        services.AddSingleton<SocketTickets>();
        services.AddSingleton<LoginService>();
        services.AddSingleton<RefreshCookie>();
        services.AddSingleton<TokenAuthenticator>();
        services.AddSingleton<AccountService>();
        services.AddSingleton<PasswordProof>();
        services.AddSingleton<AccountAdministration>();
        services.AddSingleton<AccountDirectory>();
        services.AddSingleton<AccountDeleter>();
        services.AddSingleton<IAccountDeletionStep, FollowDeletionStep>();
        services.AddHostedService<AccountsStart>();
        services.AddHostedService<DeletionWorker>();
        return services;
    }

    /// <summary>Authenticates requests. Register after routing: the endpoint's metadata says whether it needs a caller.</summary>
    public static void UseTokenAuthentication(this IApplicationBuilder app) => app.UseMiddleware<AuthenticationMiddleware>();

    /// <summary>Rejects requests without a caller where one is required. Register after rate limiting, so that these requests count.</summary>
    public static void UseTokenAuthorization(this IApplicationBuilder app) => app.UseMiddleware<AuthorizationMiddleware>();

    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/auth").WithTags("auth");
        AccountEndpoints.MapRegister(auth);
        SessionEndpoints.MapLogin(auth);
        SessionEndpoints.MapOwn(routes.MapGroup("/auth").WithTags("auth").RequireToken());
        SocketTicketEndpoints.Map(routes.MapGroup("/ws").WithTags("notifications").RequireToken());
        AccountEndpoints.MapMe(routes.MapGroup("/users").WithTags("users").RequireToken());
    }
}
