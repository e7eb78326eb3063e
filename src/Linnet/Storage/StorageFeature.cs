using Linnet.Common;
using Linnet.Storage.Sqlite;
using Microsoft.Extensions.Options;

namespace Linnet.Storage;

/// <summary>The face of the area: a <see cref="Database"/> made from the setting <c>Database</c>.</summary>
internal static class StorageFeature
{
    public static IServiceCollection AddStorage(this IServiceCollection services, DatabaseUrl url)
    {
        services.AddOptions<StorageOptions>().BindConfiguration("Storage").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Database>(provider => url.Engine switch
        {
            DatabaseEngine.Sqlite => new SqliteDatabase(
                url.Target,
                provider.GetRequiredService<IOptions<StorageOptions>>().Value,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<SqliteDatabase>>()),
            _ => throw new StartException(ExitCode.Usage, "PostgreSQL is not supported by this version; name a SQLite file with --database."),
        });
        return services;
    }
}
