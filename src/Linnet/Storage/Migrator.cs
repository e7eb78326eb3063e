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
    private const string SelectApplied = "select sha256 from schema_migrations order by version";

    // lang=sql
    private const string SelectVersion = "select max(version) from schema_migrations";

    // lang=sql
    private const string RecordApplied = """
        insert into schema_migrations (version, name, sha256, applied_at) values (@Version, @Name, @Sha256, @appliedAt)
        """;

    /// <summary>What is yet to be applied to a schema that is there. Changes nothing.</summary>
    /// <exception cref="OperatorException">The schema is newer than this program, or an applied file was changed since.</exception>
    public static async Task<SchemaChange> FindPendingAsync(DbSession db, IReadOnlyList<Migration> migrations)
    {
        var applied = await db.QueryAsync<string>(SelectApplied);
        if (applied.Count > migrations.Count)
            throw Newer(await db.QuerySingleAsync<long>(SelectVersion), migrations.Count);
        RefuseChanged(applied, migrations);
        return Pending(applied.Count, migrations);
    }

    /// <summary>The same where there is no schema yet.</summary>
    public static SchemaChange Pending(int applied, IReadOnlyList<Migration> migrations) =>
        new(applied, migrations.Count, [.. migrations.Skip(applied).Select(migration => migration.Name)]);

    /// <param name="db">A session whose transaction excludes every other migrator.</param>
    /// <param name="migrations">What this program knows, in order.</param>
    /// <param name="clock">Of the record.</param>
    /// <inheritdoc cref="FindPendingAsync"/>
    public static async Task<SchemaChange> ApplyPendingAsync(DbSession db, IReadOnlyList<Migration> migrations, TimeProvider clock)
    {
        await db.ExecuteAsync(CreateLedger);
        var change = await FindPendingAsync(db, migrations);
        foreach (var migration in migrations.Skip(change.From))
        {
            await db.ExecuteAsync(migration.Sql);
            await db.ExecuteAsync(RecordApplied, new { migration.Version, migration.Name, migration.Sha256, appliedAt = Timestamp.Now(clock) });
        }
        return change;
    }

    private static OperatorException Newer(long version, int known) => new(
        ExitCode.Database,
        $"The database has schema version {version}, this program knows up to {known}. Start the newer Linnet that made it.");

    private static void RefuseChanged(List<string> applied, IReadOnlyList<Migration> known)
    {
        if (known.Zip(applied).FirstOrDefault(pair => pair.First.Sha256 != pair.Second).First is { } changed)
        {
            throw new OperatorException(
                ExitCode.Database,
                $"Migration {changed.Name} differs from the one this database was made with. Start the Linnet that made it.");
        }
    }
}
