using System.Diagnostics;
using Dapper;
using Linnet.Bench.Servers;
using Microsoft.Data.Sqlite;

namespace Linnet.Bench.Data;

/// <summary>Data sets as files, made once for each schema; every measurement works on a copy.</summary>
/// <param name="folder">Where they are kept.</param>
/// <param name="workFolder">Where the copies go; on the same disk.</param>
internal sealed class DataSetCache(string folder, string workFolder, LinnetProgram linnet)
{
    private string? _schema;
    private int _copies;

    /// <returns>The path of a fresh copy, on the disk of the cache.</returns>
    public async Task<string> CopyAsync(DataSet set, CancellationToken cancellation)
    {
        _schema ??= await MakeSchemaAsync(cancellation);
        var cached = Path.Combine(folder, $"{set.Name}-{DataSetMaker.Recipe}-{SchemaHash(_schema)}.db");
        if (!File.Exists(cached))
            Make(set, cached);
        var copy = Path.Combine(workFolder, $"{set.Name}-{++_copies}.db");
        File.Copy(cached, copy);
        return copy;
    }

    /// <summary>Deletes a database and what SQLite keeps beside it.</summary>
    public static void Delete(string database)
    {
        foreach (var path in new[] { database, $"{database}-wal", $"{database}-shm", $"{database}.key" })
            File.Delete(path);
    }

    // The schema is Linnet's own to make: it starts once on a file that does not exist yet.
    private async Task<string> MakeSchemaAsync(CancellationToken cancellation)
    {
        var path = Path.Combine(workFolder, "schema.db");
        await using (await linnet.StartAsync(path, cancellation))
        {
        }
        using var connection = Open(path);
        connection.Execute("pragma journal_mode = delete");
        return path;
    }

    private void Make(DataSet set, string cached)
    {
        foreach (var outdated in Directory.EnumerateFiles(folder, $"{set.Name}-*.db"))
            File.Delete(outdated);
        Console.Write($"Making data set {set.Name} … ");
        var watch = Stopwatch.StartNew();
        var partial = Path.Combine(folder, $"{set.Name}.partial");
        Delete(partial);
        File.Copy(_schema!, partial);
        using (var connection = Open(partial))
            new DataSetMaker(set, connection).Fill();
        File.Move(partial, cached);
        Console.WriteLine($"{watch.Elapsed.TotalSeconds:0} s, {new FileInfo(cached).Length / 1_000_000} MB");
    }

    private static string SchemaHash(string schema)
    {
        using var connection = Open(schema);
        return connection.QuerySingle<string>("""
            select (select group_concat(substr(sha256, 1, 4), '') from (select sha256 from schema_migrations order by version)) || '-' || page_size
            from pragma_page_size
            """);
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }
}
