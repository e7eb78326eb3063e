namespace Linnet.Commands.Seed;

/// <param name="UserId">Whose it is.</param>
/// <param name="Content">What it says.</param>
internal sealed record DemoDraft(long UserId, string Content);

internal static class DemoDrafts
{
    /// <summary>One user in ten has begun a tweet, up to three.</summary>
    public static IEnumerable<DemoDraft> Generate(DemoSize size)
    {
        var random = size.RandomFor(DemoPart.Drafts);
        for (var user = 0; user < size.People; user++)
        {
            if (random.Next(10) > 0)
                continue;
            for (var left = random.Next(1, 4); left > 0; left--)
                yield return new DemoDraft(user + 1L, $"{random.Pick(DemoVocabulary.Questions)} {random.Pick(DemoVocabulary.Topics).Pastime}");
        }
    }
}
