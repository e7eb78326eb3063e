using Linnet.Http;
using Linnet.Tweets;
using Linnet.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Timelines;

internal static class TimelineEndpoints
{
    public static void Map(RouteGroupBuilder tweets)
    {
        tweets.MapGet("/", List).WithName("listTweets");
        tweets.MapGet("/timeline", GetHome).WithName("getHomeTimeline");
        tweets.MapGet("/user/{username}", ListByAuthor).WithName("listTweetsByUser").Refuses(UserFaults.NotFound);
    }

    /// <summary>List everyone's tweets, or some by their ids</summary>
    /// <remarks>Newest first; with <c>ids</c>, those that exist, in the order asked, and the other parameters count for nothing.</remarks>
    internal static async Task<Rendered<List<Tweet>>> List(
        Query<ListQuery> query,
        Query<ChosenTweets> chosen,
        Caller caller,
        TweetStore tweets,
        TweetReader reader,
        HttpContext http,
        CancellationToken cancellation) =>
        chosen.Value.ToIds() is { } ids
            ? new Rendered<List<Tweet>>((await reader.ReadAsync(ids, caller.AccountId, cancellation)).Write)
            : await ListEveryones(query, caller, tweets, reader, http, cancellation);

    private static async Task<Rendered<List<Tweet>>> ListEveryones(
        Query<ListQuery> query, Caller caller, TweetStore tweets, TweetReader reader, HttpContext http, CancellationToken cancellation)
    {
        var ids = await tweets.ListIdsAsync(query.Value.ToSlice(), caller.AccountId, cancellation);
        return (await reader.ReadAsync(ids, caller.AccountId, cancellation)).Render(http);
    }

    /// <summary>Get the home timeline</summary>
    /// <remarks>One's own tweets and those of the people one follows, newest first.</remarks>
    internal static async Task<Rendered<TimelineResponse>> GetHome(
        Query<TimelineQuery> query,
        Caller caller,
        TimelineReader timelines,
        TweetReader reader,
        HttpContext http,
        CancellationToken cancellation)
    {
        var (ids, total) = await timelines.ReadAsync(caller.AccountId, query.Value.ToSlice(), cancellation);
        var tweets = await reader.ReadAsync(ids, caller.AccountId, cancellation);
        LinkHeader.WriteNewestFirst(http, tweets, seen => seen.Tweet.Id);
        return new Rendered<TimelineResponse>(json =>
        {
            json.Write("{\"tweets\":"u8);
            tweets.Write(json);
            json.Write(",\"total\":"u8);
            json.Write(total);
            json.Write(",\"page\":"u8);
            json.Write(query.Value.Page);
            json.Write(",\"page_size\":"u8);
            json.Write(query.Value.PageSize);
            json.Write("}"u8);
        });
    }

    /// <summary>List a person's tweets</summary>
    /// <remarks>Newest first.</remarks>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<Rendered<List<Tweet>>, FaultResult>> ListByAuthor(
        string username,
        Query<ListQuery> query,
        Caller caller,
        TweetStore tweets,
        TweetReader reader,
        UserReader users,
        HttpContext http,
        CancellationToken cancellation)
    {
        if (await users.FindIdAsync(username) is not { } authorId)
            return UserFaults.NotFound.ToResult();
        var ids = await tweets.ListIdsByAuthorAsync(authorId, query.Value.ToSlice(), caller.AccountId, cancellation);
        return (await reader.ReadAsync(ids, caller.AccountId, cancellation)).Render(http);
    }
}
