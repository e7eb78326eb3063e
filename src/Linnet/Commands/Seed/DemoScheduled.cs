using Linnet.Common;

namespace Linnet.Commands.Seed;

/// <param name="Id">From 1 on.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="Content">What it says.</param>
/// <param name="DueAt">Years after the end of the data set, so that it waits in every demo.</param>
internal sealed record DemoScheduledTweet(long Id, long UserId, string Content, Timestamp DueAt);

internal static class DemoScheduled
{
    private const int FirstYear = 10;

    /// <summary>One user in twenty has scheduled a tweet.</summary>
    public static IEnumerable<DemoScheduledTweet> Generate(DemoSize size)
    {
        var random = size.RandomFor(DemoPart.Scheduled);
        var id = 0;
        for (var user = 0; user < size.People; user++)
        {
            if (random.Next(20) > 0)
                continue;
            var content = random.Pick(DemoVocabulary.Questions);
            yield return new DemoScheduledTweet(++id, user + 1L, content, DemoCalendar.End + TimeSpan.FromDays((365 * FirstYear) + random.Next(365)));
        }
    }
}
