using Linnet.Common;
using Linnet.Http;
using Linnet.Storage;
using Linnet.Tweets;
using Linnet.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Timelines;

internal static class TimelineEndpoints
{
    public static void Map(RouteGroupBuilder tweets)
    {
        tweets.MapGet("/", ListEveryones).WithName("listTweets");
        tweets.MapGet("/timeline", GetHome).WithName("getHomeTimeline");
        tweets.MapGet("/user/{username}", ListByAuthor).WithName("listTweetsByUser").Refuses(UserFaults.NotFound);
    }

    /// <summary>List everyone's tweets</summary>
    /// <remarks>Newest first.</remarks>
    internal static async Task<Ok<List<Tweet>>> ListEveryones(
        Query<ListQuery> query, Caller caller, Database database, HttpContext http, CancellationToken cancellation)
    {
        var tweets = await database.ReadAsync(
            db => TweetProjection.ListEveryonesAsync(db, query.Value.ToSlice(), caller.AccountId), cancellation);
        LinkHeader.WriteNewestFirst(http, tweets, tweet => tweet.Id);
        return TypedResults.Ok(tweets);
    }

    /// <summary>Get the home timeline</summary>
    /// <remarks>One's own tweets and those of the people one follows, newest first.</remarks>
    internal static async Task<Ok<TimelineResponse>> GetHome(
        Query<TimelineQuery> query, Caller caller, Database database, HttpContext http, CancellationToken cancellation)
    {
        var slice = query.Value.ToSlice();
        var (tweets, total) = await database.ReadAsync(
            async db =>
            {
                var size = await HomeTimeline.MeasureAsync(db, caller.AccountId);
                var ids = await HomeTimeline.FindIdsAsync(db, caller.AccountId, slice, size);
                return (await TweetProjection.ListByIdsAsync(db, ids, caller.AccountId), size.Tweets);
            },
            cancellation);
        LinkHeader.WriteNewestFirst(http, tweets, tweet => tweet.Id);
        return TypedResults.Ok(new TimelineResponse(tweets, total, query.Value.Page, query.Value.PageSize));
    }

    /// <summary>List a person's tweets</summary>
    /// <remarks>Newest first.</remarks>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<Ok<List<Tweet>>, FaultResult>> ListByAuthor(
        string username, Query<ListQuery> query, Caller caller, Database database, HttpContext http, CancellationToken cancellation)
    {
        var found = await database.ReadAsync<Result<List<Tweet>>>(
            async db => await UserStore.FindIdAsync(db, username) is { } authorId
                ? await TweetProjection.ListByAuthorAsync(db, authorId, query.Value.ToSlice(), caller.AccountId)
                : UserFaults.NotFound,
            cancellation);
        if (!found.Succeeded(out var tweets, out var fault))
            return fault.ToResult();
        LinkHeader.WriteNewestFirst(http, tweets, tweet => tweet.Id);
        return TypedResults.Ok(tweets);
    }
}
