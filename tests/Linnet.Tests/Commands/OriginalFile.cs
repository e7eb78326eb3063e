using Microsoft.Data.Sqlite;

namespace Linnet.Tests.Commands;

/// <summary>A database like the FastAPI service's, without any constraints.</summary>
internal sealed class OriginalFile : IDisposable
{
    // SQLAlchemy's schema without the constraints: an old file may contain rows that a newer version would reject.
    private const string Schema = """
        CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, username VARCHAR(50), email VARCHAR(100), hashed_password VARCHAR(255),
            full_name VARCHAR(100), bio TEXT, is_active BOOLEAN, is_verified BOOLEAN, created_at DATETIME);
        CREATE TABLE tweets (id INTEGER NOT NULL PRIMARY KEY, content VARCHAR(280), created_at DATETIME, updated_at DATETIME,
            author_id INTEGER, reply_to_id INTEGER, retweet_of_id INTEGER);
        CREATE TABLE follows (follower_id INTEGER, followed_id INTEGER);
        CREATE TABLE likes (user_id INTEGER, tweet_id INTEGER);
        """;

    private readonly SqliteConnection _connection;

    public OriginalFile(string path)
    {
        _connection = new SqliteConnection($"Data Source={path};Pooling=false");
        _connection.Open();
        Execute(Schema);
    }

    public void AddUser(
        long id, string? username, string? email, string? hash = "x", string? fullName = null, string? bio = null, object? active = null,
        object? verified = null, string? createdAt = "2024-01-31 12:34:56.123456") =>
        Execute("INSERT INTO users VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8)", id, username, email, hash, fullName, bio, active, verified, createdAt);

    public void AddTweet(
        long id, string? content, long? author, long? replyTo = null, long? retweetOf = null,
        string? createdAt = "2024-02-01 08:00:00", string? updatedAt = null) =>
        Execute("INSERT INTO tweets VALUES ($0, $1, $2, $3, $4, $5, $6)", id, content, createdAt, updatedAt, author, replyTo, retweetOf);

    public void AddFollow(long? follower, long? followed) => Execute("INSERT INTO follows VALUES ($0, $1)", follower, followed);

    public void AddLike(long? user, long? tweet) => Execute("INSERT INTO likes VALUES ($0, $1)", user, tweet);

    public void Execute(string sql, params object?[] values)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue($"${i}", values[i] ?? DBNull.Value);
        command.ExecuteNonQuery();
    }

    public void Dispose() => _connection.Dispose();
}
