namespace Linnet.Common;

/// <summary>
/// Which part of a list a reader wants. Stores honour all members at once: first the cursors, then
/// <see cref="Skip"/>, then <see cref="Limit"/>. "Newer" means a higher id, whatever the order of the list.
/// </summary>
/// <param name="Skip">How many to pass over, 0 or more; any value up to <see cref="long.MaxValue"/> must be answered.</param>
/// <param name="Limit">How many to give at most, 1 or more.</param>
/// <param name="MaxId">Only what is strictly older than this id.</param>
/// <param name="SinceId">Only what is strictly newer than this id, and of that the newest.</param>
/// <param name="MinId">
/// Only what is strictly newer than this id, and of that the ones just after it: a reader who pages towards the present
/// misses nothing. The order of the answer stays that of the list. Wins over <see cref="SinceId"/>.
/// </param>
internal readonly record struct Slice(long Skip, int Limit, long? MaxId = null, long? SinceId = null, long? MinId = null)
{
    /// <summary>The lower bound, exclusive, that the cursors add up to.</summary>
    public long After => MinId ?? SinceId ?? long.MinValue;

    /// <summary>The upper bound, exclusive.</summary>
    public long Before => MaxId ?? long.MaxValue;
}
