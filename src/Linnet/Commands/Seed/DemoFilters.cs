using Linnet.Relations.Filters;

namespace Linnet.Commands.Seed;

/// <param name="Id">From 1 on.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Action">What becomes of the tweets.</param>
/// <param name="Words">What the tweets say.</param>
internal sealed record DemoFilter(long Id, long UserId, string Title, FilterAction Action, string[] Words);

internal static class DemoFilters
{
    /// <summary>One user in twenty is tired of a topic.</summary>
    public static IEnumerable<DemoFilter> Generate(DemoSize size)
    {
        var random = size.RandomFor(DemoPart.Filters);
        var id = 0;
        for (var user = 0; user < size.People; user++)
        {
            if (random.Next(20) > 0)
                continue;
            var topic = DemoVocabulary.Topics[random.Next(DemoVocabulary.Topics.Length)];
            yield return new DemoFilter(++id, user + 1L, topic.Pastime, random.Next(2) > 0 ? FilterAction.Warn : FilterAction.Hide, topic.First);
        }
    }
}
