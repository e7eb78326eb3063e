using System.Text.Json.Nodes;
using Linnet.Http.Input;

namespace Linnet.Tweets.Threads;

/// <summary>Tweets to post at once, each of which answers the one before.</summary>
internal sealed record ThreadDraft
{
    public const string TweetsMember = "tweets";

    private static readonly ValueError NotFirst = ValueError.Custom("A tweet of a thread answers the one before it: only the first may have this");

    private static readonly ValueError NotNow = ValueError.Custom("A thread cannot be scheduled");

    /// <summary>
    /// In their order. Only the first may have <c>reply_to_id</c>, and none <c>scheduled_at</c>. The others are visible as the one before,
    /// unless they have a <c>visibility</c>.
    /// </summary>
    [List(Min = 2, Max = 25)]
    public required IReadOnlyList<TweetDraft> Tweets { get; init; }

    /// <summary>What a tweet may have and a tweet of a thread may not.</summary>
    public List<ValidationError> FindErrors()
    {
        var errors = new List<ValidationError>();
        for (var index = 0; index < Tweets.Count; index++)
        {
            if (index > 0 && Tweets[index].ReplyToId is { } parent)
                errors.Add(ErrorAt(index, NotFirst, "reply_to_id", parent));
            if (Tweets[index].ScheduledAt is { } time)
                errors.Add(ErrorAt(index, NotNow, "scheduled_at", time.ToString()));
        }
        return errors;
    }

    /// <summary>An error of a member of one of the tweets.</summary>
    public static ValidationError ErrorAt(int index, ValueError error, string member, JsonNode? sent) =>
        error.At(InputSource.Body, member, sent).Within(index).Within(TweetsMember);
}

/// <summary>A thread that was just posted.</summary>
/// <param name="Tweets">In their order. After a repeated request: without those that were deleted since.</param>
internal sealed record PostedThread(IReadOnlyList<Tweet> Tweets);
