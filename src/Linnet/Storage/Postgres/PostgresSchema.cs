using Linnet.Common;
using Npgsql;

namespace Linnet.Storage.Postgres;

/// <summary>Recognises, creates and upgrades the schema, on a separate connection without short time limits.</summary>
internal sealed class PostgresSchema(string connectionString, string location, TimeProvider clock, ILogger logger)
{
    private const int ConnectSeconds = 10;

    // Any number, as long as it stays: of nodes that start together one migrates, and the others then find nothing to do.
    private const long MigrationLock = 0x4c696e6e6574; // "Linnet"

    // lang=sql
    private const string TakeMigrationLock = "select pg_advisory_xact_lock(@MigrationLock)";

    // lang=sql
    private const string SelectEngine = "select 'PostgreSQL ' || split_part(current_setting('server_version'), ' ', 1)";

    // What a server writes to; the record of migrations it only reads.
    // lang=sql
    private const string SelectTablesWithoutRights = """
        select tablename from pg_tables
        where schemaname = current_schema() and tablename <> 'schema_migrations' and not (
            has_table_privilege(format('%I.%I', schemaname, tablename), 'select')
            and has_table_privilege(format('%I.%I', schemaname, tablename), 'insert')
            and has_table_privilege(format('%I.%I', schemaname, tablename), 'update')
            and has_table_privilege(format('%I.%I', schemaname, tablename), 'delete'))
        order by tablename
        """;

    // lang=sql
    private const string MayCreate = "select has_schema_privilege(current_schema(), 'create')";

    // lang=sql
    private const string SelectEncoding = "select current_setting('server_encoding')";

    // lang=sql
    private const string IsThere = "select to_regclass('schema_migrations') is not null";

    // lang=sql
    private const string HasTablesOfThoseNames = """
        select exists (
            select 1 from pg_tables where schemaname = current_schema() and tablename in ('users', 'tweets', 'follows', 'likes'))
        """;

    public Task<bool> ExistsAsync(CancellationToken cancellation) => WithConnectionAsync(IsOursAsync, cancellation);

    public Task<SchemaChange> FindPendingAsync(CancellationToken cancellation) => WithConnectionAsync(FindPendingAsync, cancellation);

    /// <remarks>First it looks: who may only read and write rows can serve a schema that is up to date.</remarks>
    public async Task<SchemaChange> MigrateAsync(CancellationToken cancellation)
    {
        var change = await FindPendingAsync(cancellation);
        if (!change.IsNeeded)
            return change;
        change = await WithConnectionAsync(
            async session =>
            {
                await session.ExecuteAsync(TakeMigrationLock, new { MigrationLock });
                await IsOursAsync(session);
                return await Migrator.ApplyPendingAsync(session, Migrations, clock);
            },
            cancellation);
        StorageLog.Migrated(logger, change);
        return change;
    }

    public Task<DatabaseFacts> InspectAsync(CancellationToken cancellation) => WithConnectionAsync(
        async session =>
        {
            var errors = new List<string>();
            if (await session.QueryAsync<string>(SelectTablesWithoutRights) is { Count: > 0 } tables)
                errors.Add($"This user may not read and write {string.Join(", ", tables)} in {location}.");
            if ((await FindPendingAsync(session)).IsNeeded && !await session.QuerySingleAsync<bool>(MayCreate))
                errors.Add($"This user may not create tables in {location}; run linnet migrate as one who may.");
            return new DatabaseFacts(
                await session.QuerySingleAsync<string>(SelectEngine), await session.QuerySingleAsync<string>(SelectEncoding), errors);
        },
        cancellation);

    private static IReadOnlyList<Migration> Migrations => Migration.Embedded(DatabaseEngine.Postgres);

    private async Task<SchemaChange> FindPendingAsync(DbSession session) =>
        await IsOursAsync(session) ? await Migrator.FindPendingAsync(session, Migrations) : Migrator.Pending(0, Migrations);

    private async Task<bool> IsOursAsync(DbSession session)
    {
        if (await session.QuerySingleAsync<bool>(IsThere))
            return true;
        return await session.QuerySingleAsync<bool>(HasTablesOfThoseNames)
            ? throw new OperatorException(ExitCode.Database, $"{location} holds tables of another program and was left untouched. Name another database with --database.")
            : false;
    }

    private async Task<T> WithConnectionAsync<T>(Func<DbSession, Task<T>> work, CancellationToken cancellation)
    {
        var settings = PostgresConnections.ToPrimary(connectionString);
        (settings.Pooling, settings.Timeout) = (false, ConnectSeconds);
        try
        {
            await using var connection = new NpgsqlConnection(settings.ToString());
            await connection.OpenAsync(cancellation);
            if (!await SessionCheck.IsSessionAsync(connection, settings, cancellation))
                throw new OperatorException(ExitCode.Database, $"{location} {SessionCheck.Error}");
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            var session = new PostgresSession(connection, isOneStatement: false, new WriteDeadline(), cancellation);
            session.TakeTime();
            await RefuseEncodingAsync(session);
            var result = await work(session);
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            throw PostgresErrors.AtStart(location, error);
        }
    }

    // Another encoding cannot store every text: a tweet with an emoji would be an error.
    private async Task RefuseEncodingAsync(DbSession session)
    {
        if (await session.QuerySingleAsync<string>(SelectEncoding) is not "UTF8" and var encoding)
        {
            throw new OperatorException(
                ExitCode.Database,
                $"{location} has the encoding {encoding}, and Linnet needs UTF8: createdb --encoding=UTF8 --template=template0, as a user who may.");
        }
    }
}
