using System.Security.Cryptography;
using System.Text;
using Linnet.Storage;
using Microsoft.Extensions.Options;

namespace Linnet.Accounts.Tokens;

/// <summary>
/// Loads the signing key: the configured one, or else one created at the first start. That one is in a file beside a SQLite
/// database, or in a PostgreSQL database, where all nodes find it.
/// </summary>
internal sealed class SigningKeySource(IOptions<TokenOptions> options, DatabaseUrl url, Database database)
{
    // When nodes start together, the first key wins and all nodes read it.
    // lang=sql
    private const string InsertKey = "insert into signing_key (only_row, key) values (1, @key) on conflict do nothing";

    // lang=sql
    private const string SelectKey = "select key from signing_key";

    private SigningKey? _key;

    /// <summary>Available after <see cref="LoadAsync"/>, which runs before the server starts.</summary>
    public SigningKey Key => _key ?? throw new InvalidOperationException("The signing key was not loaded");

    /// <exception cref="Common.OperatorException">The key's file cannot be used.</exception>
    public async Task LoadAsync(CancellationToken cancellation) => _key = new SigningKey(
        options.Value.SigningKey is { Length: > 0 } configured ? Encoding.UTF8.GetBytes(configured)
        : url.Engine is DatabaseEngine.Sqlite ? SigningKeyFile.ReadOrCreate($"{url.Target}.key")
        : await database.WriteAsync(ReadOrCreateAsync, cancellation));

    private static async Task<byte[]> ReadOrCreateAsync(DbSession db)
    {
        await db.ExecuteAsync(InsertKey, new { key = RandomNumberGenerator.GetBytes(TokenOptions.MinSigningKeyBytes) });
        return await db.QuerySingleAsync<byte[]>(SelectKey);
    }
}
