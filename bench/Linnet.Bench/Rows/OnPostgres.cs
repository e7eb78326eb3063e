using Linnet.Bench.Data;
using Linnet.Bench.Load;
using Linnet.Bench.Report;
using Linnet.Bench.Servers;

namespace Linnet.Bench.Rows;

/// <summary>P14: the same Linnet on PostgreSQL: reads, posts, and what it costs that nodes wake each other.</summary>
internal static class OnPostgres
{
    // Found before the real one: rings are sent as ever, and nobody hears them. Everything else is the same.
    // lang=sql
    private const string Deaf = """
        create function pg_notify(text, text) returns void language plpgsql as 'begin end';
        do $$ begin execute format('alter database %I set search_path = public, pg_catalog', current_database()); end $$
        """;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Workbench bench, CancellationToken cancellation)
    {
        using var data = await PostgresDataSet.TryMakeAsync(bench, DataSet.M, cancellation);
        if (data is null)
        {
            Console.WriteLine($"P14 is skipped: {PostgresCluster.Missing}");
            return [];
        }
        return
        [
            .. await ReadsAsync(bench, data, cancellation),
            .. await PostsAsync(bench, data, cancellation),
            .. await WakeUpsAsync(bench, data, cancellation),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> ReadsAsync(Workbench bench, PostgresDataSet data, CancellationToken cancellation)
    {
        await using var linnet = await bench.StartLinnetAsync(DataSet.M, await data.CopyAsync(), cancellation);
        return [.. (await Reads.SampleAsync(bench, linnet, "P14", cancellation)).Select(figure => figure with { Work = $"PostgreSQL: {figure.Work}" })];
    }

    private static async Task<IReadOnlyList<Figure>> PostsAsync(Workbench bench, PostgresDataSet data, CancellationToken cancellation)
    {
        var (served, other) = (await data.CopyAsync(), await data.CopyAsync());
        var pgbench = new Pgbench(bench.WorkFolder);
        await using var linnet = await bench.StartLinnetAsync(DataSet.M, served, cancellation);
        await PostStatements.CheckAsync(linnet, served, pgbench, other, cancellation);
        var actors = await Writes.LogInActorsAsync(linnet, cancellation);
        var posts = Writes.MakePosts(actors, Writes.PostPath);
        var results = await bench.AlternateAsync(
            async _ => (await bench.LoadAsync(linnet.Address, posts, cancellation)).Rate,
            _ => pgbench.RunAsync(other, bench.RoundLength, cancellation));
        await bench.CheckTimelinesAsync(linnet, actors, cancellation);
        return [new("P14", "PostgreSQL: post a tweet", "req/s", results[0], new Comparison("pgbench, the same statements", results[1]), Target.AtLeast(0.8))];
    }

    private static async Task<IReadOnlyList<Figure>> WakeUpsAsync(Workbench bench, PostgresDataSet data, CancellationToken cancellation)
    {
        var (waking, deaf) = (await data.CopyAsync(), await data.CopyAsync());
        await deaf.Cluster.ExecuteAsync(Deaf, deaf.Name);
        await using var wakes = await TwoNodes.StartAsync(bench, waking, cancellation);
        await using var polls = await TwoNodes.StartAsync(bench, deaf, cancellation);
        var results = await bench.AlternateAsync(_ => wakes.PostAsync(cancellation), _ => polls.PostAsync(cancellation));
        await wakes.CheckOtherAsync(cancellation);
        return [new("P14", "PostgreSQL: post a tweet, another node is woken", "req/s", results[0], new Comparison("nobody is woken", results[1]), Target.AtLeast(0.9))];
    }

    /// <summary>One node that takes posts, and one that receives their events.</summary>
    private sealed class TwoNodes(Workbench bench, RunningLinnet node, RunningLinnet other, List<Reader> actors) : IAsyncDisposable
    {
        public static async Task<TwoNodes> StartAsync(Workbench bench, PostgresCopy database, CancellationToken cancellation)
        {
            var node = await bench.StartLinnetAsync(DataSet.M, database, cancellation);
            var other = await bench.StartLinnetAsync(DataSet.M, database, cancellation);
            return new TwoNodes(bench, node, other, await Writes.LogInActorsAsync(node, cancellation));
        }

        /// <returns>Posts a second.</returns>
        public async Task<double> PostAsync(CancellationToken cancellation) =>
            (await bench.LoadAsync(node.Address, Writes.MakePosts(actors, Writes.PostPath), cancellation)).Rate;

        /// <exception cref="BenchException">The other node's timelines are not what the database says.</exception>
        public Task CheckOtherAsync(CancellationToken cancellation) => bench.CheckTimelinesAsync(other, actors, cancellation);

        public async ValueTask DisposeAsync()
        {
            await node.DisposeAsync();
            await other.DisposeAsync();
        }
    }
}
