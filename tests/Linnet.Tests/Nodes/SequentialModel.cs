namespace Linnet.Tests.Nodes;

/// <summary>A call of a history: what was asked of which thing, what came of it, and when it was under way.</summary>
/// <param name="Thing">Calls of different things have nothing to do with each other.</param>
/// <param name="Member">Who likes or follows, or the one name that is registered.</param>
/// <param name="Adds">Whether the member comes or goes.</param>
/// <param name="Succeeded">False when it was refused: it was there, or was not.</param>
/// <param name="Count">How many members the answer says there are; null when it does not say.</param>
internal sealed record Call(string Thing, long Member, bool Adds, bool Succeeded, long? Count, long Begun, long Ended);

/// <summary>
/// A set, as if calls came one after the other: is there an order of a history's calls that explains all answers, and in
/// which no call comes before one that had ended when it began? (Linearizability: Herlihy and Wing, 1990; the search is Wing
/// and Gong's, 1993.)
/// </summary>
internal static class SequentialModel
{
    public static bool Explains(IReadOnlySet<long> before, IReadOnlyList<Call> calls) => Explains([.. before], [.. calls]);

    /// <summary>What is in the set afterwards: who came as often as went is as before.</summary>
    public static HashSet<long> After(IEnumerable<long> before, IEnumerable<Call> calls)
    {
        var members = before.ToHashSet();
        foreach (var changes in calls.Where(call => call.Succeeded).GroupBy(call => call.Member))
        {
            if (changes.Sum(call => call.Adds ? 1 : -1) is var by and not 0)
                _ = by > 0 ? members.Add(changes.Key) : members.Remove(changes.Key);
        }
        return members;
    }

    private static HashSet<long> Change(HashSet<long> members, Call call)
    {
        HashSet<long> after = [.. members];
        _ = call.Adds ? after.Add(call.Member) : after.Remove(call.Member);
        return after;
    }

    private static bool Explains(HashSet<long> members, List<Call> left)
    {
        if (left.Count == 0)
            return true;
        var firstEnd = left.Min(call => call.Ended);
        foreach (var call in left.Where(call => call.Begun <= firstEnd))
        {
            var changes = members.Contains(call.Member) != call.Adds;
            var after = changes ? Change(members, call) : members;
            var fits = changes == call.Succeeded && (call.Count is null || call.Count == after.Count);
            if (fits && Explains(after, [.. left.Where(other => other != call)]))
                return true;
        }
        return false;
    }
}
