using System.Text.RegularExpressions;
using Dapper;
using Linnet.Bench.Servers;

namespace Linnet.Bench.Load;

/// <summary>
/// Holds the statements that pgbench sends for a post against those that Linnet sends, by the server's own statistics of both.
/// A script that is not what the store does any more measures nothing.
/// </summary>
internal static partial class PostStatements
{
    private const int Posts = 40;

    // What ran once for each post. Rings and the feed's reading are in a node's statistics as well, but not as often.
    // lang=sql
    private const string SelectRepeated = """
        select s.query from pg_stat_statements s join pg_database d on d.oid = s.dbid
        where d.datname = current_database() and s.calls >= @Posts
        """;

    /// <exception cref="BenchException">They differ.</exception>
    public static async Task CheckAsync(RunningLinnet linnet, PostgresCopy served, Pgbench pgbench, PostgresCopy other, CancellationToken cancellation)
    {
        var cluster = served.Cluster;
        await TrackAsync(cluster, "top");
        var authors = await linnet.LogInAsync(linnet.Set.Readers.Take(Posts), cancellation);
        // Once before, so that Linnet remembers who they are, as it does while it is measured. At once, so that few rings do for all.
        await PostAllAsync(linnet, authors, cancellation);
        await cluster.ExecuteAsync("select pg_stat_statements_reset()", served.Name);
        await PostAllAsync(linnet, authors, cancellation);
        var sent = ReadStatements(served);
        await pgbench.RunAsync(other, Posts, cancellation);
        var scripted = ReadStatements(other);
        await TrackAsync(cluster, "none");
        if (!sent.SetEquals(scripted))
        {
            throw new BenchException(
                $"Load/post.sql is not what Linnet sends for a post.{Lines("Only Linnet", sent.Except(scripted))}{Lines("Only the script", scripted.Except(sent))}");
        }
    }

    /// <summary>Has the server take statistics of statements, or not, on connections that are open already as well.</summary>
    /// <param name="which"><c>top</c> or <c>none</c>, which costs nothing.</param>
    public static async Task TrackAsync(PostgresCluster cluster, string which)
    {
        await cluster.ExecuteAsync($"alter system set pg_stat_statements.track = '{which}'");
        await cluster.ExecuteAsync("select pg_reload_conf()");
    }

    private static Task<long[]> PostAllAsync(RunningLinnet linnet, List<Reader> authors, CancellationToken cancellation) =>
        Task.WhenAll(authors.Select(author => linnet.PostAsync("Hello", author.Token, cancellation)));

    private static HashSet<string> ReadStatements(PostgresCopy database)
    {
        using var connection = database.Open();
        return [.. connection.Query<string>(SelectRepeated, new { Posts }).Select(Normalise)];
    }

    // Whether a value was a parameter or stood in the text is no difference, nor is how the lines are broken.
    private static string Normalise(string statement) =>
        Blanks().Replace(Parameter().Replace(statement, "?"), " ").Trim().ToUpperInvariant();

    private static string Lines(string whose, IEnumerable<string> statements) =>
        string.Concat(statements.Select(statement => $"{Environment.NewLine}{whose}: {statement}"));

    [GeneratedRegex(@"\$\d+", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Blanks();
}
