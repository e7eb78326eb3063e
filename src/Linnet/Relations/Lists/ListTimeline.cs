namespace Linnet.Relations.Lists;

/// <summary>How memory names the timelines of lists beside those of accounts: a list has the negative of its id.</summary>
internal static class ListTimeline
{
    public static long KeyOf(long listId) => -listId;

    /// <returns>The list's id; null for the key of an account.</returns>
    public static long? ListIdOf(long key) => key < 0 ? -key : null;
}
