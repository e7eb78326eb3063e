using Npgsql;

namespace Linnet.Storage.Postgres;

/// <summary>The pool, with every wait bounded: a request is answered within two seconds, whatever the state of the database.</summary>
internal static class PostgresConnections
{
    private const int MostPrepared = 256;

    private const int FeedWaitSeconds = 3;

    // Of several hosts, how long is remembered which is the primary and which is away. Npgsql's own 10 seconds would be how long
    // a promoted standby is taken for one; with none, each connection would have to ask its server.
    private const int HostRecheckSeconds = 2;

    /// <summary>The name of a feed's connection.</summary>
    public const string FeedName = "linnet feed";

    public static NpgsqlDataSource Open(string connectionString, StorageOptions options, ILogger logger)
    {
        var settings = ToPrimary(connectionString);
        settings.MaxPoolSize = options.PostgresConnections;
        settings.MinPoolSize = 0;
        // For a connection from the pool, or else a new one: both count.
        settings.Timeout = options.PostgresWaitSeconds;
        settings.CommandTimeout = options.PostgresWaitSeconds;
        settings.CancellationTimeout = NotToWait(settings);
        // The statements are few and run all the time.
        settings.MaxAutoPrepare = MostPrepared;
        // A session's state is set when it begins (NewConnections) and never changed, so there is nothing to reset.
        settings.NoResetOnClose = true;
        settings.Enlist = false;
        // Asking it to stop keeps a thread until the server says something; with a server that says nothing that would be
        // all threads at once, and none left to answer 503.
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + options.PostgresConnections), ports);
        settings.ApplicationName ??= "linnet";
        return settings.TargetSessionAttributes is null ? Build(settings, options, logger).Build() : OpenSeveral(settings, options, logger);
    }

    /// <summary>
    /// Of several hosts, connects to the primary: a standby accepts no writes and may be behind.
    /// </summary>
    public static NpgsqlConnectionStringBuilder ToPrimary(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { TargetSessionAttributes = null };
        if (settings.Host!.Contains(','))
            (settings.TargetSessionAttributes, settings.HostRecheckSeconds) = ("primary", HostRecheckSeconds);
        return settings;
    }

    /// <summary>For the connection of the event feed. Known by its name in <c>pg_stat_activity</c>.</summary>
    public static string ForFeed(string connectionString, StorageOptions options)
    {
        var settings = ToPrimary(connectionString);
        settings.Pooling = false;
        settings.Timeout = options.PostgresWaitSeconds;
        // Longer than other connections wait: an overloaded database must not make all nodes clear and reload their caches.
        settings.CommandTimeout = FeedWaitSeconds;
        settings.CancellationTimeout = NotToWait(settings);
        settings.ApplicationName = FeedName;
        settings.Enlist = false;
        return settings.ToString();
    }

    /// <summary>Where a database is, for display: without a password.</summary>
    public static string Describe(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        var host = settings.Host! switch
        {
            { } several when several.Contains(',') => several,
            ['/', ..] => settings.Host,
            { } address when address.Contains(':') => $"[{address}]:{settings.Port}",
            { } name => $"{name}:{settings.Port}",
        };
        return $"postgresql://{host}/{settings.Database ?? settings.Username}";
    }

    // A statement that took too long is asked to stop, and not waited for: its connection is closed. Of several hosts the one that
    // did not answer counts as away then, which Npgsql takes from a wait, be it a millisecond, and not from none (-1): otherwise a
    // primary whose machine is lost would be asked first by each request, and each would wait for it.
    private static int NotToWait(NpgsqlConnectionStringBuilder settings) => settings.TargetSessionAttributes is null ? -1 : 1;

    // Such a source refuses a connection string that says what to look for: it is said beside it.
    private static NpgsqlDataSource OpenSeveral(NpgsqlConnectionStringBuilder settings, StorageOptions options, ILogger logger)
    {
        settings.TargetSessionAttributes = null;
        return Build(settings, options, logger).BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary);
    }

    private static NpgsqlDataSourceBuilder Build(NpgsqlConnectionStringBuilder settings, StorageOptions options, ILogger logger)
    {
        var builder = new NpgsqlDataSourceBuilder(settings.ToString());
        var connections = new NewConnections(settings, options, logger);
        builder.UsePhysicalConnectionInitializer(
            _ => throw new NotSupportedException("Connections are opened without blocking a thread"), connections.PrepareAsync);
        return builder;
    }
}
