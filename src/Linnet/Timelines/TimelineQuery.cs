using Linnet.Common;
using Linnet.Http.Input;

namespace Linnet.Timelines;

/// <summary>How the timeline is paged: by page numbers or, since it grows, by cursors.</summary>
internal sealed record TimelineQuery : ICountedQuery
{
    /// <summary>Which page; the first is 1. The pages before it hold 10,000 tweets at most, unless the server is set otherwise. Cursors lead further.</summary>
    [Integer(Min = 1)]
    public long Page { get; init; } = 1;

    /// <summary>How many tweets a page holds at most.</summary>
    [Integer(Min = 1, Max = 100)]
    public int PageSize { get; init; } = 20;

    /// <summary>Only what is older than this id.</summary>
    public long? MaxId { get; init; }

    /// <summary>Only what is newer than this id, the newest first.</summary>
    public long? SinceId { get; init; }

    /// <summary>Only what is newer than this id, starting right after it.</summary>
    public long? MinId { get; init; }

    long ICountedQuery.Skip => Skip;

    (string Name, long Value) ICountedQuery.Position => ("page", Page);

    public Slice ToSlice() => new(Skip, PageSize, MaxId, SinceId, MinId);

    long ICountedQuery.DeepestPosition(int mostSkipped) => mostSkipped / PageSize + 1;

    // A page so deep that its offset exceeds 64 bits is as empty as the deepest that does not.
    private long Skip => Page - 1 > long.MaxValue / PageSize ? long.MaxValue : (Page - 1) * PageSize;
}
