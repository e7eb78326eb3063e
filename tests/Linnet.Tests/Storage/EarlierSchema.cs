using Linnet.Storage;
using Linnet.Tests.Fixtures;

namespace Linnet.Tests.Storage;

/// <summary>A database as an earlier version left it.</summary>
internal static class EarlierSchema
{
    /// <summary>Runs the migrations before one.</summary>
    /// <param name="database">An empty database, as the setting is written.</param>
    /// <param name="upgrade">The first migration that is missing, by the end of its name.</param>
    public static void Create(string database, string upgrade)
    {
        PlainSql.Execute(database, "create table schema_migrations (version integer primary key, name text not null, sha256 text not null, applied_at bigint not null)");
        var before = Migration.Embedded(TestDatabase.IsPostgres ? DatabaseEngine.Postgres : DatabaseEngine.Sqlite)
            .TakeWhile(migration => !migration.Name.EndsWith(upgrade, StringComparison.Ordinal));
        foreach (var migration in before)
        {
            PlainSql.Execute(database, migration.Sql);
            PlainSql.Execute(database, $"insert into schema_migrations values ({migration.Version}, '{migration.Name}', '{migration.Sha256}', 1)");
        }
    }
}
