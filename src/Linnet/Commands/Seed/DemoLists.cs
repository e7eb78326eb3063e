namespace Linnet.Commands.Seed;

/// <param name="Id">From 1 on.</param>
/// <param name="OwnerId">Whose it is.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Members">The ids of its members.</param>
internal sealed record DemoList(long Id, long OwnerId, string Name, long[] Members);

internal static class DemoLists
{
    /// <summary>One user in twenty keeps a list of some others.</summary>
    public static IEnumerable<DemoList> Generate(DemoSize size)
    {
        var random = size.RandomFor(DemoPart.Lists);
        var id = 0;
        for (var user = 0; user < size.People; user++)
        {
            if (random.Next(20) > 0)
                continue;
            var topic = DemoVocabulary.Topics[random.Next(DemoVocabulary.Topics.Length)];
            var members = Enumerable.Range(0, random.Next(2, 9)).Select(_ => random.Next(size.People)).Where(member => member != user).Distinct();
            yield return new DemoList(++id, user + 1L, topic.Pastime, [.. members.Select(member => member + 1L)]);
        }
    }
}
