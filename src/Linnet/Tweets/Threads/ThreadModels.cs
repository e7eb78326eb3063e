using System.Text.Json.Serialization;
using Linnet.Http.Input;
using Linnet.Relations;

namespace Linnet.Tweets.Threads;

/// <summary>What stands around a tweet in its thread.</summary>
internal sealed record ThreadContext
{
    /// <summary>What it answers, what that answers, and so on: the oldest first, at most 200, the nearest.</summary>
    public required List<ThreadEntry> Ancestors { get; init; }

    /// <summary>
    /// Its replies, each followed by its own. Replies of the author of the first tweet of the thread come first, then those with
    /// lower ids. Who answers whom is in <c>reply_to_id</c>, or <c>deleted_parent_id</c>.
    /// </summary>
    public required List<ThreadEntry> Descendants { get; init; }

    /// <summary>Whether there are more ancestors or descendants than these.</summary>
    public required bool Truncated { get; init; }

    /// <summary>The <c>skip</c> of the next part of the descendants; absent when there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Next { get; init; }
}

/// <summary>A tweet of a thread, or its tombstone.</summary>
/// <remarks>On the wire it is the one that is not null: <see cref="ThreadView"/>.</remarks>
internal sealed record ThreadEntry(Tweet? Tweet, Tombstone? Tombstone);

/// <summary>Replaces a tweet that the viewer cannot see and that has replies they can see.</summary>
internal sealed record Tombstone
{
    public required long Id { get; init; }

    /// <summary><c>tombstone</c>.</summary>
    public string Kind { get; init; } = "tombstone";

    public required TombstoneReason Reason { get; init; }

    /// <summary>What it answered; null when it answered nothing, or when that is not known any more.</summary>
    public required long? ReplyToId { get; init; }
}

[JsonConverter(typeof(WordConverter<TombstoneReason>))]
internal enum TombstoneReason
{
    /// <summary>It was deleted, or the viewer may not see it. The answer does not say which.</summary>
    Unavailable,

    /// <summary>The viewer blocks its author.</summary>
    Blocked,

    /// <summary>The author of the tweet that it answers hid it.</summary>
    Hidden,
}

/// <summary>The answer to muting a thread and to ending that.</summary>
/// <param name="IsThreadMuted">How it stands now.</param>
internal sealed record ThreadMuteResponse(bool IsThreadMuted);

/// <summary>Which part of the descendants to give.</summary>
internal sealed record ThreadQuery : ICountedQuery
{
    /// <summary>How many descendants to skip: at most 10,000.</summary>
    [Integer(Min = 0)]
    public long Skip { get; init; }

    /// <summary>How many descendants to examine at most.</summary>
    [Integer(Min = 1, Max = 500)]
    public int Limit { get; init; } = 500;

    (string Name, long Value) ICountedQuery.Position => ("skip", Skip);

    long ICountedQuery.DeepestPosition(int mostSkipped) => mostSkipped;
}
