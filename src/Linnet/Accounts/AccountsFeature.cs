using Linnet.Accounts.Administration;
using Linnet.Accounts.Deletion;
using Linnet.Accounts.Passwords;
using Linnet.Accounts.Pictures;
using Linnet.Accounts.Sessions;
using Linnet.Accounts.Tokens;
using Linnet.Common.Settings;
using Linnet.Events;
using Linnet.Http;

namespace Linnet.Accounts;

/// <summary>The face of the area: accounts, log-ins, sessions, and who calls.</summary>
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
        services.AddSingleton<AccountService>();
        services.AddSingleton<ProfilePictures>();
        services.AddSingleton<PasswordProof>();
        services.AddSingleton<AccountAdministration>();
        services.AddSingleton<AccountDirectory>();
        services.AddSingleton<AccountDeleter>();
        services.AddSingleton<IAccountDeletionStep, FollowDeletionStep>();
        services.AddSingleton<IAccountDeletionStep, RelationDeletionStep>();
        services.AddSingleton<IAccountDeletionStep, ListDeletionStep>();
        services.AddHostedService<AccountsStart>();
        services.AddHostedService<DeletionWorker>();
        return services;
    }

    /// <summary>Services that only the server needs: a command has no signing key.</summary>
    public static IServiceCollection AddTokenAuthentication(this IServiceCollection services) => services
        .AddSingleton<TokenAuthenticator>()
        .AddSubscriber<TokenAuthenticator>(TokenAuthenticator.Subscribe);

    /// <summary>Finds the caller of a request. Register after routing: the endpoint says whether it needs one.</summary>
    public static void UseTokenAuthentication(this IApplicationBuilder app) => app.UseMiddleware<AuthenticationMiddleware>();

    /// <summary>Rejects requests that need a caller and have none. Register after rate limiting, so that these requests count.</summary>
    public static void UseTokenAuthorization(this IApplicationBuilder app) => app.UseMiddleware<AuthorizationMiddleware>();

    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/auth").WithTags("auth");
        AccountEndpoints.MapRegister(auth);
        SessionEndpoints.MapLogin(auth);
        SessionEndpoints.MapOwn(routes.MapGroup("/auth").WithTags("auth").RequireToken());
        SocketTicketEndpoints.Map(routes.MapGroup("/ws").WithTags("notifications").RequireToken());
        var users = routes.MapGroup("/users").WithTags("users").RequireToken();
        AccountEndpoints.MapMe(users);
        PictureEndpoints.Map(users);
    }
}
