using System.Data.Common;
using Linnet.Bench.Data;
using Microsoft.Data.Sqlite;

namespace Linnet.Bench.Servers;

/// <summary>A database that a Linnet serves and the bench looks into.</summary>
internal abstract class ServedDatabase : IDisposable
{
    /// <summary>As Linnet's setting is written.</summary>
    public abstract string Setting { get; }

    /// <summary>A query whose answer, on one connection, changes when another commits.</summary>
    public abstract string SelectCommits { get; }

    /// <returns>An open connection.</returns>
    public DbConnection Open()
    {
        var connection = Connect();
        connection.Open();
        return connection;
    }

    /// <summary>Deletes what is not deleted with something larger.</summary>
    public abstract void Dispose();

    protected abstract DbConnection Connect();
}

/// <param name="path">A copy of a data set's file.</param>
internal sealed class SqliteCopy(string path) : ServedDatabase
{
    public override string Setting => path;

    public override string SelectCommits => "pragma data_version";

    public override void Dispose() => DataSetCache.Delete(path);

    protected override DbConnection Connect() => new SqliteConnection($"Data Source={path};Pooling=False");
}

/// <summary>A copy of a data set in a cluster; it goes with the cluster.</summary>
internal sealed class PostgresCopy(PostgresCluster cluster, string name) : ServedDatabase
{
    public PostgresCluster Cluster => cluster;

    public string Name => name;

    public override string Setting => cluster.Url(name);

    // Of the whole cluster: nobody else is to write anything either.
    public override string SelectCommits => "select pg_snapshot_xmax(pg_current_snapshot())::text::bigint";

    public override void Dispose()
    {
    }

    protected override DbConnection Connect() => cluster.Connect(name);
}
