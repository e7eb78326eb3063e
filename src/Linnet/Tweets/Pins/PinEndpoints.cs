using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.Rendering;
using Linnet.Relations;
using Linnet.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Tweets.Pins;

/// <summary>The tweets that authors pin to their profiles.</summary>
internal static class PinEndpoints
{
    public static void Map(RouteGroupBuilder root)
    {
        root.MapPost("/tweets/{tweet_id}/pin", Pin).WithName("pinTweet")
            .ProducesErrors(TweetErrors.NotFound, TweetErrors.CannotPin, TweetErrors.TooManyPins);
        root.MapDelete("/tweets/{tweet_id}/pin", Unpin).WithName("unpinTweet").ProducesErrors(TweetErrors.NotFound, TweetErrors.CannotPin);
        root.MapGet("/users/{username}/pins", List).WithName("listPins").ProducesErrors(UserErrors.NotFound);
    }

    /// <summary>Pin one's own tweet to one's profile</summary>
    /// <remarks>Up to 5, no reposts. Answers with the tweet. May be repeated.</remarks>
    internal static async Task<Results<Ok<Tweet>, ErrorResult>> Pin(
        PathId tweetId, Viewer viewer, PinService pins, TweetCache reader, CancellationToken cancellation) =>
        await (await pins.PinAsync(viewer.Id, tweetId.Value, cancellation)).ShowAsync(viewer, reader, cancellation);

    /// <summary>Unpin a tweet</summary>
    /// <remarks>Answers with the tweet. May be repeated.</remarks>
    internal static async Task<Results<Ok<Tweet>, ErrorResult>> Unpin(
        PathId tweetId, Viewer viewer, PinService pins, TweetCache reader, CancellationToken cancellation) =>
        await (await pins.UnpinAsync(viewer.Id, tweetId.Value, cancellation)).ShowAsync(viewer, reader, cancellation);

    /// <summary>List the tweets that a user has pinned</summary>
    /// <remarks>The one that was pinned last comes first. At most 5, without pages.</remarks>
    /// <param name="username">In any case.</param>
    internal static async Task<Results<PreserializedOk<List<Tweet>>, ErrorResult>> List(
        string username, Viewer viewer, PinService pins, UserCache users, CancellationToken cancellation) =>
        await users.FindIdAsync(username) is { } authorId
            ? new PreserializedOk<List<Tweet>>((await pins.ListAsync(authorId, viewer, cancellation)).Write)
            : UserErrors.NotFound.ToResult();
}
