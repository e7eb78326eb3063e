using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Relations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Tweets.Polls;

/// <summary>Polls by their ids. They are attached by <see cref="TweetEndpoints"/>.</summary>
internal static class PollEndpoints
{
    public static void Map(RouteGroupBuilder polls)
    {
        polls.MapGet("/{poll_id}", Get).WithName("getPoll").ProducesErrors(PollErrors.NotFound);
        polls.MapPost("/{poll_id}/votes", Vote).WithName("voteInPoll").ProducesErrors(
            PollErrors.NotFound, PollErrors.Ended, PollErrors.AlreadyVoted, PollErrors.InvalidChoice, PollErrors.OneChoiceOnly, RelationErrors.Blocked);
    }

    /// <summary>Get a poll</summary>
    /// <remarks>For those who may see its tweet, whose id it has.</remarks>
    /// <param name="pollId">The poll's id.</param>
    internal static async Task<Results<Ok<Poll>, ErrorResult>> Get(
        PathId pollId, Viewer viewer, TweetCache tweets, CancellationToken cancellation) =>
        Show(await tweets.ReadAsync([pollId.Value], TweetSurface.ById, viewer, cancellation));

    /// <summary>Vote in a poll</summary>
    /// <remarks>Everyone who may see its tweet may vote once, its author included. A vote cannot be changed.</remarks>
    internal static async Task<Results<Ok<Poll>, ErrorResult>> Vote(
        PathId pollId, Viewer viewer, Body<PollVote> vote, PollService polls, TweetCache tweets, CancellationToken cancellation) =>
        (await polls.VoteAsync(viewer.Id, pollId.Value, vote.Value.Choices, cancellation)).Succeeded(out var id, out var error)
            ? Show(await tweets.ReadOutsideShareAsync([id], TweetSurface.ById, viewer, cancellation))
            : error.ToResult();

    private static Results<Ok<Poll>, ErrorResult> Show(TweetPage page) =>
        page is [{ Poll: { } poll }] ? TypedResults.Ok(poll.ToPoll()) : PollErrors.NotFound.ToResult();
}
