using Linnet.Http;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.Rendering;
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
        tweets.MapGet("/user/{username}", ListByAuthor).WithName("listTweetsByUser").ProducesErrors(UserErrors.NotFound);
    }

    /// <summary>List everyone's tweets, or some by their ids</summary>
    /// <remarks>Newest first; with <c>ids</c>, those that exist, in the order asked, and the other parameters count for nothing.</remarks>
    internal static async Task<PreserializedOk<List<Tweet>>> List(
        Query<ListQuery> query,
        Query<ChosenTweets> chosen,
        Caller caller,
        TweetLists tweets,
        TweetCache reader,
        HttpContext http,
        CancellationToken cancellation) =>
        chosen.Value.ToIds() is { } ids
            ? new PreserializedOk<List<Tweet>>((await reader.ReadAsync(ids, caller.AccountId, cancellation)).Write)
            : await ListEveryones(query, caller, tweets, reader, http, cancellation);

    private static async Task<PreserializedOk<List<Tweet>>> ListEveryones(
        Query<ListQuery> query, Caller caller, TweetLists tweets, TweetCache reader, HttpContext http, CancellationToken cancellation)
    {
        var ids = await tweets.ListIdsAsync(query.Value.ToSlice(), caller.AccountId, cancellation);
        return (await reader.ReadAsync(ids, caller.AccountId, cancellation)).Render(http);
    }

    /// <summary>Get the home timeline</summary>
    /// <remarks>One's own tweets and those of the people one follows, newest first.</remarks>
    internal static async Task<PreserializedOk<TimelineResponse>> GetHome(
        Query<TimelineQuery> query,
        Caller caller,
        HomeTimelineCache timelines,
        TweetCache reader,
        HttpContext http,
        CancellationToken cancellation)
    {
        var (ids, total) = await timelines.ReadAsync(caller.AccountId, query.Value.ToSlice(), cancellation);
        var tweets = await reader.ReadAsync(ids, caller.AccountId, cancellation);
        LinkHeader.WriteNewestFirst(http, tweets, seen => seen.Tweet.Id);
        return new PreserializedOk<TimelineResponse>(json =>
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
    internal static async Task<Results<PreserializedOk<List<Tweet>>, ErrorResult>> ListByAuthor(
        string username,
        Query<ListQuery> query,
        Caller caller,
        TweetLists tweets,
        TweetCache reader,
        UserCache users,
        HttpContext http,
        CancellationToken cancellation)
    {
        if (await users.FindIdAsync(username) is not { } authorId)
            return UserErrors.NotFound.ToResult();
        var ids = await tweets.ListIdsByAuthorAsync(authorId, query.Value.ToSlice(), caller.AccountId, cancellation);
        return (await reader.ReadAsync(ids, caller.AccountId, cancellation)).Render(http);
    }
}
