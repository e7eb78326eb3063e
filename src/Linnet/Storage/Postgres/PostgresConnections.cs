using Npgsql;

namespace Linnet.Storage.Postgres;

/// <summary>The pool, with every bound on waiting set: whatever the database does, a request is answered within two seconds.</summary>
internal static class PostgresConnections
{
    // Of what a statement may take, how much it may wait for others' locks. What waits longer is run anew, so a deadlock
    // ends sooner than by the server's own check, which looks after a second.
    private const double LockShare = 0.2;

    private const int MostPrepared = 256;

    private const int FeedWaitSeconds = 3;

    /// <summary>The name of a feed's connection.</summary>
    public const string FeedName = "linnet feed";

    public static NpgsqlDataSource Open(string connectionString, StorageOptions options)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = options.PostgresConnections,
            MinPoolSize = 0,
            // For a connection from the pool, or else a new one: both count.
            Timeout = options.PostgresWaitSeconds,
            CommandTimeout = options.PostgresWaitSeconds,
            // A statement that took too long is asked to stop, and not waited for: its connection is closed.
            CancellationTimeout = -1,
            // The statements are few and run all the time.
            MaxAutoPrepare = MostPrepared,
            // Nothing here changes a session's state, so there is nothing to reset.
            NoResetOnClose = true,
            Enlist = false,
        };
        // Asking it to stop keeps a thread until the server says something; with a server that says nothing that would be
        // all threads at once, and none left to answer 503.
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + options.PostgresConnections), ports);
        settings.ApplicationName ??= "linnet";
        settings.Options = $"{settings.Options} -c lock_timeout={(int)(options.PostgresWaitSeconds * 1000 * LockShare)}".TrimStart();
        return NpgsqlDataSource.Create(settings);
    }

    /// <summary>For the one connection that hears of other nodes. Known by its name in <c>pg_stat_activity</c>.</summary>
    public static string ForFeed(string connectionString, StorageOptions options) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        Pooling = false,
        Timeout = options.PostgresWaitSeconds,
        // Longer than others wait: an overloaded database must not make all nodes forget all they know, and read it anew.
        CommandTimeout = FeedWaitSeconds,
        CancellationTimeout = -1,
        ApplicationName = FeedName,
        Enlist = false,
    }.ToString();

    /// <summary>Where a database is, for people: no password.</summary>
    public static string Describe(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        var host = settings.Host!.Contains(',') || settings.Host.StartsWith('/') ? settings.Host : $"{settings.Host}:{settings.Port}";
        return $"postgresql://{host}/{settings.Database ?? settings.Username}";
    }
}
