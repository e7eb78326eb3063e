using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.Rendering;
using Linnet.Relations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Tweets.Edits;

/// <summary>What a tweet said before, and what its author edits. The edit itself is in <see cref="TweetEndpoints"/>.</summary>
internal static class EditEndpoints
{
    public static void Map(RouteGroupBuilder tweets)
    {
        tweets.MapGet("/{tweet_id}/history", ListVersions).WithName("listVersions").ProducesErrors(TweetErrors.NotFound);
        tweets.MapGet("/{tweet_id}/source", GetSource).WithName("getTweetSource")
            .ProducesErrors(TweetErrors.NotFound, TweetErrors.NotYoursToUpdate, TweetErrors.CannotEditRepost);
    }

    /// <summary>List what a tweet has said</summary>
    /// <remarks>
    /// Oldest first; the last version is what it says now. Of a repost: the original's. Cursors are the numbers of versions. Of
    /// edits before Linnet kept versions, only the last outcome is known.
    /// </remarks>
    internal static async Task<Results<Ok<List<TweetVersion>>, ErrorResult>> ListVersions(
        PathId tweetId,
        Query<ListQuery> query,
        Viewer viewer,
        TweetHistory history,
        SharingLists tweets,
        HttpContext http,
        CancellationToken cancellation)
    {
        if (await tweets.FindOriginalAsync(tweetId.Value, viewer, cancellation) is not { } id)
            return TweetErrors.NotFound.ToResult();
        var versions = await history.ListAsync(id, query.Value.ToSlice(), viewer, cancellation);
        LinkHeader.WriteOldestFirst(http, versions.ConvertAll(version => version.Number));
        return TypedResults.Ok(versions);
    }

    /// <summary>Get the text of one's own tweet as it was written</summary>
    /// <remarks>For an editor, which may not have to show what clients make of the text.</remarks>
    internal static async Task<Results<Ok<TweetSource>, ErrorResult>> GetSource(
        PathId tweetId, Viewer viewer, TweetCache reader, CancellationToken cancellation)
    {
        if (await reader.ReadAsync([tweetId.Value], TweetSurface.ById, viewer, cancellation) is not [var view])
            return TweetErrors.NotFound.ToResult();
        var tweet = view.ToTweet();
        if (tweet.AuthorId != viewer.Id)
            return TweetErrors.NotYoursToUpdate.ToResult();
        return tweet.Kind is TweetKind.Repost
            ? TweetErrors.CannotEditRepost.ToResult()
            : TypedResults.Ok(new TweetSource(tweet.Id, tweet.Content, tweet.ContentWarning));
    }
}
