using Linnet.Common;
using Linnet.Common.Caching;
using Linnet.Common.Settings;
using Linnet.Storage.Counters;
using Linnet.Storage.Postgres;
using Linnet.Storage.Sqlite;
using Microsoft.Extensions.Options;

namespace Linnet.Storage;

/// <summary>The face of the area: a <see cref="Database"/> made from the setting of that name.</summary>
internal static class StorageFeature
{
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddSettings<DatabaseOptions>("");
        services.AddSettings<StorageOptions>("Storage");
        services.AddSettings<ListCacheOptions>("Caches");
        services.AddSingleton<CacheMetrics>();
        services.AddSingleton(provider => ParseUrl(provider.GetRequiredService<IOptions<DatabaseOptions>>().Value.Database));
        services.AddSingleton<WriteMetrics>();
        services.AddSingleton(Open);
        services.AddSingleton<CounterAudit>();
        return services;
    }

    private static DatabaseUrl ParseUrl(string setting) =>
        DatabaseUrl.Parse(setting, Environment.CurrentDirectory).Succeeded(out var url, out var error)
            ? url
            : throw new OperatorException(ExitCode.Usage, error.Detail);

    private static Database Open(IServiceProvider provider)
    {
        var url = provider.GetRequiredService<DatabaseUrl>();
        return url.Engine switch
        {
            DatabaseEngine.Sqlite => new SqliteDatabase(
                url.Target,
                provider.GetRequiredService<IOptions<StorageOptions>>().Value,
                provider.GetRequiredService<WriteMetrics>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<SqliteDatabase>>()),
            _ => new PostgresDatabase(
                url.Target,
                provider.GetRequiredService<IOptions<StorageOptions>>().Value,
                provider.GetRequiredService<WriteMetrics>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<PostgresDatabase>>()),
        };
    }
}
