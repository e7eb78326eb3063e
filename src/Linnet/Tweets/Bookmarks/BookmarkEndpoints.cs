using Linnet.Common;
using Linnet.Http;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.Rendering;
using Linnet.Relations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Tweets.Bookmarks;

/// <summary>The caller's bookmarks.</summary>
internal static class BookmarkEndpoints
{
    public static void Map(RouteGroupBuilder root)
    {
        root.MapPost("/tweets/{tweet_id}/bookmark", Add).WithName("bookmarkTweet").ProducesErrors(TweetErrors.NotFound, BookmarkErrors.TooMany);
        root.MapDelete("/tweets/{tweet_id}/bookmark", Remove).WithName("removeBookmark").ProducesErrors(TweetErrors.NotFound);
        root.MapGet("/bookmarks", List).WithName("listBookmarks");
    }

    /// <summary>Bookmark a tweet</summary>
    /// <remarks>Of a repost: its original. Nobody else learns of it. May be repeated. An account has at most 10,000 bookmarks.</remarks>
    internal static async Task<Results<Ok<BookmarkResponse>, ErrorResult>> Add(
        PathId tweetId, Caller caller, BookmarkService bookmarks, CancellationToken cancellation) =>
        Answer(await bookmarks.AddAsync(caller.AccountId, tweetId.Value, cancellation), isBookmarked: true);

    /// <summary>Remove a bookmark</summary>
    /// <remarks>Also of a tweet that the caller may no longer see. May be repeated.</remarks>
    internal static async Task<Results<Ok<BookmarkResponse>, ErrorResult>> Remove(
        PathId tweetId, Caller caller, BookmarkService bookmarks, CancellationToken cancellation) =>
        Answer(await bookmarks.RemoveAsync(caller.AccountId, tweetId.Value, cancellation), isBookmarked: false);

    /// <summary>List one's bookmarks</summary>
    /// <remarks>In the order in which they were made, the last one first. The cursors are ids of bookmarks, not of tweets.</remarks>
    internal static async Task<PreserializedOk<List<Bookmark>>> List(
        Query<ListQuery> query, Viewer viewer, BookmarkReader bookmarks, HttpContext http, CancellationToken cancellation) =>
        (await bookmarks.ReadAsync(viewer, query.Value.ToSlice(), cancellation)).Render(http);

    private static Results<Ok<BookmarkResponse>, ErrorResult> Answer(Result<long> outcome, bool isBookmarked) =>
        outcome.Error is { } error ? error.ToResult() : TypedResults.Ok(new BookmarkResponse(isBookmarked));
}
