using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Linnet.Bench.Servers;

/// <summary>
/// How posts are usually written: each request takes the database's lock, inserts the tweet, counts it and commits, with
/// a separate fsync. The same rows, the same PRAGMAs and prepared statements as Linnet; the rest as bare as the ceiling.
/// </summary>
internal static class CommitPerRequest
{
    public const string Verb = "commit-per-request";

    // lang=sql
    private const string Pragmas = """
        pragma journal_mode = wal; pragma wal_autocheckpoint = 6000; pragma synchronous = full; pragma foreign_keys = on; pragma cache_size = -32000
        """;

    // lang=sql
    private const string InsertTweet = """
        insert into tweets (content, created_at, updated_at, author_id) values (@content, @now, @now, @author) returning id
        """;

    // lang=sql
    private const string CountTweet = "update users set tweets_count = tweets_count + 1 where id = @author";

    public static Task<ServerProcess> StartAsync(string database, CancellationToken cancellation) =>
        ServerProcess.StartAsync(Environment.ProcessPath!, address => [Verb, address.ToString(), database], _ => [], cancellation);

    public static async Task<int> ServeAsync(string url, string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using (var pragmas = connection.CreateCommand())
        {
            pragmas.CommandText = Pragmas;
            pragmas.ExecuteNonQuery();
        }
        using var writer = new Writer(connection);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(url).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        await using var app = builder.Build();
        app.Run(http => HttpMethods.IsPost(http.Request.Method) ? PostAsync(http, writer) : Task.CompletedTask);
        await app.RunAsync();
        return 0;
    }

    private static async Task PostAsync(HttpContext http, Writer writer)
    {
        using var draft = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        var id = await writer.WriteAsync(draft.RootElement.GetProperty("content").GetString()!, http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status201Created;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync($$"""{"id":{{id}}}""", http.RequestAborted);
    }

    private sealed class Writer : IDisposable
    {
        private readonly SemaphoreSlim _turn = new(1);
        private readonly SqliteConnection _connection;
        private readonly SqliteCommand _insert;
        private readonly SqliteCommand _count;

        public Writer(SqliteConnection connection)
        {
            _connection = connection;
            _insert = Prepare(InsertTweet, "@content", "@now", "@author");
            _count = Prepare(CountTweet, "@author");
        }

        public async Task<long> WriteAsync(string content, CancellationToken cancellation)
        {
            await _turn.WaitAsync(cancellation);
            try
            {
                using var transaction = _connection.BeginTransaction();
                _insert.Transaction = _count.Transaction = transaction;
                _insert.Parameters["@content"].Value = content;
                _insert.Parameters["@now"].Value = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1000;
                _insert.Parameters["@author"].Value = _count.Parameters["@author"].Value = 1L;
                var id = (long)_insert.ExecuteScalar()!;
                _count.ExecuteNonQuery();
                transaction.Commit();
                return id;
            }
            finally
            {
                _turn.Release();
            }
        }

        public void Dispose()
        {
            _insert.Dispose();
            _count.Dispose();
            _turn.Dispose();
        }

        private SqliteCommand Prepare(string sql, params string[] parameters)
        {
            var command = _connection.CreateCommand();
            command.CommandText = sql;
            foreach (var name in parameters)
                command.Parameters.Add(new SqliteParameter(name, value: null));
            return command;
        }
    }
}
