using System.Diagnostics;
using Linnet.Bench.Load;
using Linnet.Bench.Servers;

namespace Linnet.Bench.Data;

/// <summary>A data set in a PostgreSQL of the bench's own: moved there once, and every measurement works on a copy.</summary>
internal sealed class PostgresDataSet : IDisposable
{
    private const string Original = "original";

    // All else are the server's defaults, fsync among them. begin and commit are not counted: of prepared ones PostgreSQL 15 sees
    // the first alone.
    private const string Settings = "-c shared_preload_libraries=pg_stat_statements -c pg_stat_statements.track_utility=off";

    private readonly PostgresCluster _cluster;
    private int _copies;

    private PostgresDataSet(PostgresCluster cluster) => _cluster = cluster;

    /// <returns>Null when PostgreSQL is not installed.</returns>
    public static async Task<PostgresDataSet?> TryMakeAsync(Workbench bench, DataSet set, CancellationToken cancellation)
    {
        // PostgreSQL does not run as root, and the user it runs as cannot enter root's home, where the data sets are.
        var folder = Environment.IsPrivilegedProcess ? "/var/tmp" : bench.WorkFolder;
        if (await PostgresCluster.TryStartAsync(folder, Settings) is not { } cluster)
            return null;
        try
        {
            var watch = Stopwatch.StartNew();
            Console.Write($"Moving data set {set.Name} to PostgreSQL … ");
            await MoveAsync(bench, set, cluster, cancellation);
            Console.WriteLine($"{watch.Elapsed.TotalSeconds:0} s");
            return new PostgresDataSet(cluster);
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    public async Task<PostgresCopy> CopyAsync()
    {
        var copy = new PostgresCopy(_cluster, $"copy_{++_copies}");
        await _cluster.ExecuteAsync($"create database {copy.Name} template {Original}");
        // Now, and not in the middle of a round.
        await _cluster.ExecuteAsync("checkpoint");
        return copy;
    }

    public void Dispose() => _cluster.Dispose();

    private static async Task MoveAsync(Workbench bench, DataSet set, PostgresCluster cluster, CancellationToken cancellation)
    {
        using var file = new SqliteCopy(await bench.CopyAsync(set, cancellation));
        await cluster.ExecuteAsync($"create database {Original}");
        await bench.Linnet.RunAsync(["move", file.Setting, "--database", cluster.Url(Original)], cancellation);
        await cluster.ExecuteAsync("create extension pg_stat_statements", Original);
        await PostStatements.TrackAsync(cluster, "none");
        // As autovacuum would, later and in the middle of a round.
        await cluster.ExecuteAsync("vacuum (analyze, freeze)", Original);
    }
}
