using Linnet.Common;

namespace Linnet.Storage;

/// <summary>Brings a schema up to date inside one transaction of the engine: all pending migrations, or none.</summary>
internal static class Migrator
{
    // lang=sql
    private const string CreateLedger = """
        create table if not exists schema_migrations (
            version    integer primary key,
            name       text not null,
            sha256     text not null,
            applied_at bigint not null
        )
        """;

    // lang=sql
    private const string SelectApplied = "select version, name, sha256 from schema_migrations order by version";

    // lang=sql
    private const string RecordApplied = """
        insert into schema_migrations (version, name, sha256, applied_at) values (@Version, @Name, @Sha256, @appliedAt)
        """;

    /// <param name="db">A session whose transaction excludes every other migrator.</param>
    /// <param name="migrations">What this program knows, in order.</param>
    /// <returns>How many were applied.</returns>
    /// <exception cref="StartException">The schema is newer than this program, or an applied file was changed since.</exception>
    public static async Task<int> ApplyPendingAsync(DbSession db, IReadOnlyList<Migration> migrations, TimeProvider clock)
    {
        await db.ExecuteAsync(CreateLedger);
        var applied = await db.QueryAsync<AppliedMigration>(SelectApplied);
        RefuseSchemaFromElsewhere(applied, migrations);
        foreach (var migration in migrations.Skip(applied.Count))
        {
            await db.ExecuteAsync(migration.Sql);
            await db.ExecuteAsync(RecordApplied, new { migration.Version, migration.Name, migration.Sha256, appliedAt = Timestamp.Now(clock) });
        }
        return migrations.Count - applied.Count;
    }

    private static void RefuseSchemaFromElsewhere(List<AppliedMigration> applied, IReadOnlyList<Migration> known)
    {
        if (applied.Count > known.Count)
        {
            throw new StartException(
                ExitCode.Database,
                $"The database has schema version {applied[^1].Version}, this program knows up to {known.Count}. Start the newer Linnet that made it.");
        }
        var changed = applied.Zip(known).FirstOrDefault(pair => pair.First.Sha256 != pair.Second.Sha256);
        if (changed.First is not null)
        {
            throw new StartException(
                ExitCode.Database,
                $"Migration {changed.First.Name} differs from the one this database was made with. Start the Linnet that made it.");
        }
    }

    private sealed class AppliedMigration
    {
        public int Version { get; init; }

        public string Name { get; init; } = "";

        public string Sha256 { get; init; } = "";
    }
}
