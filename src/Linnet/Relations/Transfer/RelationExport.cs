using System.Text;
using Linnet.Storage;

namespace Linnet.Relations.Transfer;

/// <summary>Writes one's lists of accounts as CSV, in Mastodon's columns.</summary>
internal sealed class RelationExport(Database database)
{
    private const int BatchLength = 1_000;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private static readonly string SelectFollows = Select("follows", of: "follower_id", listed: "followed_id", flag: "not r.hides_reposts");

    private static readonly string SelectBlocks = Select("blocks", of: "blocker_id", listed: "blocked_id", flag: "false");

    // The columns have no place for the end of a mute, and an import would make it one for good.
    private static readonly string SelectMutes = Select("mutes", of: "muter_id", listed: "muted_id", flag: "r.hides_notifications", only: "r.ends_at is null");

    /// <summary>Writes a whole list, by ascending ids of the accounts. A list that changes meanwhile is written with some of the changes.</summary>
    /// <param name="list">Which list.</param>
    /// <param name="accountId">Whose list; the reads count against the account's share of the readers.</param>
    /// <param name="host">The name of this server, for the addresses.</param>
    /// <param name="body">Where to. Not written to before the first accounts are read.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task WriteAsync(TransferList list, long accountId, string host, Stream body, CancellationToken cancellation)
    {
        var text = new StringBuilder(HeaderOf(list));
        for (long? after = 0; after is not null;)
        {
            var batch = await ReadAsync(list, accountId, after.Value, cancellation);
            foreach (var row in batch)
                text.Append(row.Username).Append('@').Append(host).Append(ColumnsOf(list, row.Flag)).Append('\n');
            after = batch is { Count: BatchLength } ? batch[^1].Id : null;
            await body.WriteAsync(Utf8.GetBytes(text.ToString()), cancellation);
            text.Clear();
        }
    }

    private Task<List<Row>> ReadAsync(TransferList list, long accountId, long after, CancellationToken cancellation)
    {
        var select = list switch
        {
            TransferList.Follows => SelectFollows,
            TransferList.Blocks => SelectBlocks,
            TransferList.Mutes => SelectMutes,
            _ => throw new ArgumentOutOfRangeException(nameof(list), list, "A list without a query"),
        };
        return database.ForAsync(
            accountId,
            () => database.ReadOneAsync(db => db.QueryAsync<Row>(select, new { accountId, after, length = BatchLength }), cancellation),
            cancellation);
    }

    private static string Select(string table, string of, string listed, string flag, string only = "true") => $"""
        select u.id, u.username, {flag} as flag from {table} r join users u on u.id = r.{listed} and u.deleted_at is null
        where r.{of} = @accountId and r.{listed} > @after and {only} order by r.{listed} limit @length
        """;

    private static string HeaderOf(TransferList list) => list switch
    {
        TransferList.Follows => "Account address,Show boosts,Notify on new posts,Languages\n",
        TransferList.Mutes => "Account address,Hide notifications\n",
        _ => "",
    };

    private static string ColumnsOf(TransferList list, bool flag) => list switch
    {
        TransferList.Follows => flag ? ",true,false," : ",false,false,",
        TransferList.Mutes => flag ? ",true" : ",false",
        _ => "",
    };

    private sealed record Row
    {
        public required long Id { get; init; }

        public required string Username { get; init; }

        public required bool Flag { get; init; }
    }
}
