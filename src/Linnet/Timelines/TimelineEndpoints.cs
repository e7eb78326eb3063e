using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.Rendering;
using Linnet.Relations;
using Linnet.Relations.Lists;
using Linnet.Tweets;
using Linnet.Tweets.Pins;
using Linnet.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Timelines;

internal static class TimelineEndpoints
{
    public static void Map(RouteGroupBuilder tweets, RouteGroupBuilder lists)
    {
        lists.MapGet("/{list_id}/tweets", GetList).WithName("getListTimeline").ProducesErrors(ListErrors.NotFound);
        tweets.MapGet("/", List).WithName("listTweets");
        tweets.MapGet("/timeline", GetHome).WithName("getHomeTimeline");
        tweets.MapGet("/user/{username}", ListByAuthor).WithName("listTweetsByUser").ProducesErrors(UserErrors.NotFound);
    }

    /// <summary>List everyone's tweets, or some by their ids</summary>
    /// <remarks>Newest first; with <c>ids</c>, those that exist, in the order asked, and the other parameters count for nothing.</remarks>
    internal static async Task<PreserializedOk<List<Tweet>>> List(
        Query<ListQuery> query,
        Query<ChosenTweets> chosen,
        Viewer viewer,
        TweetListReader lists,
        TweetCache tweets,
        HttpContext http,
        CancellationToken cancellation) =>
        chosen.Value.ToIds() is { } ids
            ? new PreserializedOk<List<Tweet>>((await tweets.ReadAsync(ids, TweetSurface.ById, viewer, cancellation)).Write)
            : (await lists.ReadAsync(TweetList.Everyone, of: 0, query.Value.ToSlice(), viewer, cancellation)).Render(http);

    /// <summary>Get the home timeline</summary>
    /// <remarks>
    /// The caller's own tweets, those of the users they follow, and public ones with a hashtag they follow, newest first. Without
    /// <c>page</c>, a page that lacks tweets is filled up with those after it. <c>total</c> does not count those that are there for a
    /// hashtag alone.
    /// </remarks>
    internal static async Task<PreserializedOk<TimelineResponse>> GetHome(
        Query<TimelineQuery> query,
        Viewer viewer,
        HomeTimelineReader timelines,
        HttpContext http,
        CancellationToken cancellation)
    {
        var isCounted = http.Request.Query.ContainsKey("page");
        var (tweets, total) = await timelines.ReadAsync(viewer, listId: null, query.Value.ToSlice(), isCounted, cancellation);
        tweets.WriteLinks(http);
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

    /// <summary>Get the timeline of a list</summary>
    /// <remarks>
    /// The tweets of its members, newest first, as in the home timeline: without what is by or about users whom the caller blocks or
    /// mutes.
    /// </remarks>
    /// <param name="listId">The list's id.</param>
    internal static async Task<Results<PreserializedOk<List<Tweet>>, ErrorResult>> GetList(
        PathId listId,
        Query<ListQuery> query,
        Viewer viewer,
        ListService lists,
        HomeTimelineReader timelines,
        HttpContext http,
        CancellationToken cancellation) =>
        (await lists.FindAsync(viewer.Id, listId.Value, cancellation)).Error is { } error
            ? error.ToResult()
            : (await timelines.ReadAsync(viewer, listId.Value, query.Value.ToSlice(), isCounted: false, cancellation)).Page.Render(http);

    /// <summary>List a user's tweets</summary>
    /// <remarks>Newest first. With <c>pinned</c>, the tweets that the user has pinned precede those of the first page.</remarks>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<PreserializedOk<List<Tweet>>, ErrorResult>> ListByAuthor(
        string username,
        Query<ListQuery> query,
        Query<PinnedQuery> profile,
        Viewer viewer,
        TweetListReader lists,
        PinService pins,
        UserCache users,
        HttpContext http,
        CancellationToken cancellation)
    {
        if (await users.FindIdAsync(username) is not { } authorId)
            return UserErrors.NotFound.ToResult();
        var slice = query.Value.ToSlice();
        var page = await lists.ReadAsync(TweetList.ByAuthor, authorId, slice, viewer, cancellation);
        if (profile.Value.Pinned && slice is { Skip: 0, MaxId: null, SinceId: null, MinId: null })
            page.PutFirst(await pins.ListAsync(authorId, viewer, cancellation));
        return page.Render(http);
    }
}
