namespace Linnet.Bench.Load;

/// <summary>Requests dealt out to the threads of the load generator.</summary>
internal static class RequestLists
{
    /// <summary>In turns, as cards are dealt.</summary>
    public static List<List<T>> Deal<T>(IReadOnlyCollection<T> all) =>
        [.. Enumerable.Range(0, Wrk.Threads).Select(thread => all.Where((_, i) => i % Wrk.Threads == thread).ToList())];
}
