using Linnet.Relations.Lists;

namespace Linnet.Timelines;

/// <summary>An account's home timeline, or that of one of its lists.</summary>
/// <param name="OwnerId">The account.</param>
/// <param name="ListId">Null for the home timeline.</param>
internal readonly record struct TimelineKey(long OwnerId, long? ListId = null)
{
    /// <summary>What memory keeps it under.</summary>
    public long Id => ListId is { } list ? ListTimeline.KeyOf(list) : OwnerId;
}
