using System.Text.Json;
using Linnet.Common;
using Linnet.Http.Rendering;
using Linnet.Relations;
using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Tweets.Bookmarks;

/// <summary>Reads an account's bookmarks, the last one first, with their tweets as the account sees them.</summary>
internal sealed class BookmarkReader(Database database, TweetCache tweets)
{
    private static readonly SlicedSql OfAccount = SlicedSql.NewestFirst(
        $"""
        select b.id, b.tweet_id, b.created_at from bookmarks b join tweets t on t.id = b.tweet_id
        where b.user_id = @of and ({DeletedAccounts.None} or t.author_id not in {DeletedAccounts.Ids})
        """,
        "b.id");

    public async Task<BookmarkPage> ReadAsync(Viewer viewer, Slice slice, CancellationToken cancellation)
    {
        var rows = await database.ForAsync(
            viewer.Id,
            () => database.ReadOneAsync(db => OfAccount.QueryAsync<BookmarkRow>(db, slice, new { of = viewer.Id }), cancellation),
            cancellation);
        var shown = await tweets.ReadAsync(rows.ConvertAll(row => row.TweetId), TweetSurface.ById, viewer, cancellation);
        return new BookmarkPage(rows, shown.ById());
    }
}

internal sealed record BookmarkRow
{
    public long Id { get; init; }

    public long TweetId { get; init; }

    public Timestamp CreatedAt { get; init; }
}

/// <summary>A part of an account's bookmarks.</summary>
/// <param name="Rows">The last bookmark first.</param>
/// <param name="Shown">Those of the tweets that the account sees.</param>
internal sealed record BookmarkPage(List<BookmarkRow> Rows, Dictionary<long, TweetView> Shown)
{
    private static readonly byte[] NoTweet = "null}"u8.ToArray();

    /// <summary>Answers with the bookmarks, and with the links to the pages beside this one.</summary>
    public PreserializedOk<List<Bookmark>> Render(HttpContext http)
    {
        LinkHeader.WriteNewestFirst(http, Rows.ConvertAll(row => row.Id));
        return new PreserializedOk<List<Bookmark>>(Write);
    }

    private void Write(JsonBuffer json)
    {
        json.Write("["u8);
        for (var index = 0; index < Rows.Count; index++)
        {
            if (index > 0)
                json.Write(","u8);
            Write(json, Rows[index]);
        }
        json.Write("]"u8);
    }

    private void Write(JsonBuffer json, BookmarkRow row)
    {
        var isShown = Shown.TryGetValue(row.TweetId, out var view);
        var whole = JsonSerializer.SerializeToUtf8Bytes(
            new Bookmark
            {
                Id = row.Id,
                TweetId = row.TweetId,
                CreatedAt = row.CreatedAt,
                State = isShown ? BookmarkState.Shown : BookmarkState.Unavailable,
                Tweet = null,
            },
            TweetsJson.Wire.Bookmark);
        if (!isShown)
        {
            json.Write(whole);
            return;
        }
        json.Write(whole.AsSpan(0, whole.Length - NoTweet.Length));
        view.Write(json);
        json.Write("}"u8);
    }
}
