using System.Text.Json.Nodes;
using Linnet.Common;
using Linnet.Http.Rendering;
using Linnet.Storage;

namespace Linnet.Tweets.Drafts;

/// <summary>Reads drafts, each account its own.</summary>
internal static class DraftRows
{
    // lang=sql
    private const string Select = "select id, version, created_at, updated_at, body from drafts where user_id = @of";

    private static readonly SlicedSql OfAccount = SlicedSql.NewestFirst(Select, "id");

    /// <returns>Null when the account has no such draft.</returns>
    public static async Task<Draft?> FindAsync(DbSession db, long accountId, long id) =>
        (await db.QuerySingleOrDefaultAsync<Row>($"{Select} and id = @id", new { of = accountId, id }))?.ToDraft();

    /// <returns>The newest first.</returns>
    public static async Task<List<Draft>> ListAsync(DbSession db, long accountId, Slice slice) =>
        (await OfAccount.QueryAsync<Row>(db, slice, new { of = accountId })).ConvertAll(row => row.ToDraft());

    public static string ToColumn(JsonObject body) => body.ToJsonString(HttpJson.NewOptions());

    private sealed class Row
    {
        public long Id { get; init; }

        public long Version { get; init; }

        public Timestamp CreatedAt { get; init; }

        public Timestamp UpdatedAt { get; init; }

        public string Body { get; init; } = "";

        public Draft ToDraft() =>
            new() { Id = Id, Version = Version, CreatedAt = CreatedAt, UpdatedAt = UpdatedAt, Body = JsonNode.Parse(Body)!.AsObject() };
    }
}
