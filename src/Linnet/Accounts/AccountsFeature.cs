using Linnet.Accounts.Passwords;
using Linnet.Accounts.Sessions;
using Linnet.Accounts.Tokens;
using Linnet.Common.Settings;

namespace Linnet.Accounts;

/// <summary>The face of the area: accounts, log-ins, sessions, and who calls.</summary>
internal static class AccountsFeature
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddSettings<PasswordOptions>("Passwords");
        services.AddSettings<TokenOptions>("Tokens");
        services.AddSingleton<PasswordHasher>();
        services.AddSingleton<SigningKeySource>();
        services.AddSingleton(provider => provider.GetRequiredService<SigningKeySource>().Key);
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<SessionService>();
        services.AddSingleton<LoginService>();
        services.AddSingleton<RefreshCookie>();
        services.AddSingleton<CallerResolver>();
        services.AddSingleton<AccountService>();
        services.AddSingleton<AccountAdministration>();
        services.AddSingleton<IAccountEraser, FollowEraser>();
        services.AddHostedService<AccountsStart>();
        return services.AddBearer();
    }

    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/auth").WithTags("auth");
        AccountEndpoints.MapRegister(auth);
        SessionEndpoints.MapLogin(auth);
        SessionEndpoints.MapOwn(routes.MapGroup("/auth").WithTags("auth").RequireAuthorization());
        AccountEndpoints.MapMe(routes.MapGroup("/users").WithTags("users").RequireAuthorization());
    }

    private static IServiceCollection AddBearer(this IServiceCollection services)
    {
        services.AddTransient<BearerHandler>();
        services.AddAuthenticationCore(options =>
        {
            options.AddScheme<BearerHandler>(BearerHandler.SchemeName, displayName: null);
            options.DefaultScheme = BearerHandler.SchemeName;
        });
        return services.AddAuthorization();
    }
}
