using Linnet.Common;

namespace Linnet.Http.Input;

/// <summary>How lists are paged: by counting (<c>skip</c>) or, for a list that grows, by cursors.</summary>
internal sealed record ListQuery : ICountedQuery
{
    /// <summary>How many to skip: at most 10,000 by default. Cursors lead further.</summary>
    [Integer(Min = 0)]
    public long Skip { get; init; }

    /// <summary>How many to return at most.</summary>
    [Integer(Min = 1, Max = 100)]
    public int Limit { get; init; } = 20;

    /// <summary>Only what is older than this id.</summary>
    public long? MaxId { get; init; }

    /// <summary>Only what is newer than this id, the newest first.</summary>
    public long? SinceId { get; init; }

    /// <summary>Only what is newer than this id, starting right after it.</summary>
    public long? MinId { get; init; }

    (string Name, long Value) ICountedQuery.Position => ("skip", Skip);

    public Slice ToSlice() => new(Skip, Limit, MaxId, SinceId, MinId);

    long ICountedQuery.DeepestPosition(int mostSkipped) => mostSkipped;
}
