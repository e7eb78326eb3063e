using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Linnet.Common.Caching;
using Npgsql;
using NpgsqlTypes;

namespace Linnet.Storage.Postgres;

/// <summary>A session on a PostgreSQL connection.</summary>
/// <param name="connection">Open; in a transaction unless the work is one statement.</param>
/// <param name="isOneStatement">Whether there is no transaction, so that a second statement would see another moment.</param>
/// <param name="deadline">How long the caller waits.</param>
/// <param name="cancellation">Stops what is being run.</param>
internal sealed partial class PostgresSession(
    NpgsqlConnection connection, bool isOneStatement, WriteDeadline deadline, CancellationToken cancellation)
    : DbSession(connection, cancellation)
{
    private const int LongSeconds = 600;

    // lang=sql
    private const string Lock = "select pg_advisory_xact_lock(@key)";

    // lang=sql
    private const string TryLock = "select pg_try_advisory_xact_lock(@key)";

    // lang=sql
    private const string ContinueIds = "select setval(pg_get_serial_sequence(@table, 'id'), @lastId)";

    private static readonly ConcurrentDictionary<string, string> Translations = new(StringComparer.Ordinal);

    private readonly CancellationToken _cancellation = cancellation;
    private bool _takesTime;
    private bool _hasRun;
    private bool _isUnbounded;
    private List<string>? _messages;

    /// <summary>What this write leaves for other nodes; null when that is nothing.</summary>
    public IReadOnlyList<string>? Messages => _messages;

    protected override int? TimeoutSeconds => _takesTime ? LongSeconds : null;

    /// <remarks>The snapshot is the transaction's: the same for each of its statements.</remarks>
    public override async Task<Snapshot> ReadSnapshotAsync() =>
        PostgresSnapshot.Parse(await QuerySingleAsync<string>(PostgresSnapshot.Select)).ToSnapshot();

    public override void AddToOutbox(string message) => (_messages ??= []).Add(message);

    public override Task LockAsync(string sql, object? parameters = null) => ExecuteAsync(sql, parameters);

    public override Task AcquireAsync(NamedLock lockName, long id) => ExecuteAsync(Lock, new { key = KeyOf(lockName, id) });

    public override Task<bool> TryAcquireAsync(NamedLock lockName, long id) => QuerySingleAsync<bool>(TryLock, new { key = KeyOf(lockName, id) });

    public override Task ReserveIdsAsync(string table, long lastId) => QuerySingleAsync<long>(ContinueIds, new { table, lastId });

    public override Task RegisterPendingIdAsync(string table) => ExecuteAsync(IdHighWaterMark.RegisterPending(table));

    public override Task<long> ReadStableIdAsync(string table) => QuerySingleAsync<long>(IdHighWaterMark.SelectStable(table));

    public override void TakeTime()
    {
        _takesTime = true;
        deadline.TakeTime();
    }

    public override async Task<long> BulkInsertAsync(string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows)
    {
        var copy = await connection.BeginBinaryImportAsync(
            $"copy {table} ({string.Join(", ", columns)}) from stdin (format binary)", _cancellation);
        // Foreign keys are checked at the statement's end, and this is one statement.
        await using (copy)
        {
            copy.Timeout = TimeSpan.FromSeconds(LongSeconds);
            foreach (var row in rows)
            {
                await copy.StartRowAsync(_cancellation);
                foreach (var value in row)
                    await WriteAsync(copy, value);
            }
            var count = await copy.CompleteAsync(_cancellation);
            await copy.CloseAsync(_cancellation);
            // A table whose ids are those of another table has no sequence: null.
            if (columns.Contains("id"))
                await QuerySingleAsync<long?>($"select setval(pg_get_serial_sequence('{table}', 'id'), greatest(1, (select max(id) from {table})))");
            return (long)count;
        }
    }

    /// <summary>A list is one parameter here, an array, and the statement is the same however many are in it.</summary>
    protected override string Translate(string sql, ref object? parameters)
    {
        if (isOneStatement && _hasRun)
            throw new InvalidOperationException("A work of more than one statement needs a transaction: ReadAsync");
        _hasRun = true;
        if (_takesTime && !_isUnbounded)
        {
            _isUnbounded = true;
            sql = $"set local statement_timeout = 0; {sql}";
        }
        return Translations.GetOrAdd(sql, static text => InList().Replace(text, "= any(@${name})"));
    }

    // The upper 16 bits keep these locks apart from each other and from those of IdHighWaterMark.
    private static long KeyOf(NamedLock lockName, long id) => ((long)lockName << 48) | id;

    private Task WriteAsync(NpgsqlBinaryImporter copy, object? value) => value switch
    {
        null => copy.WriteNullAsync(_cancellation),
        long number => copy.WriteAsync(number, NpgsqlDbType.Bigint, _cancellation),
        string text => copy.WriteAsync(text, NpgsqlDbType.Text, _cancellation),
        bool flag => copy.WriteAsync(flag, NpgsqlDbType.Boolean, _cancellation),
        byte[] bytes => copy.WriteAsync(bytes, NpgsqlDbType.Bytea, _cancellation),
        _ => throw new ArgumentException($"{value.GetType()} is not written in bulk", nameof(value)),
    };

    [GeneratedRegex(@"\bin @(?<name>\w+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex InList();
}
