namespace Linnet.Relations;

/// <summary>How a hashtag that somebody follows stands among the followed accounts.</summary>
internal static class TagTimeline
{
    /// <summary>No account has such an id.</summary>
    public static long KeyOf(long tagId) => -tagId;

    public static bool IsTag(long key) => key < 0;

    public static long TagIdOf(long key) => -key;
}
