using Linnet.Common;

namespace Linnet.Commands.Seed;

/// <summary>The dates of a demo data set. They end on a fixed day, so that a seed gives the same data at any time.</summary>
internal static class DemoCalendar
{
    public static readonly Timestamp End = Timestamp.From(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
    private static readonly TimeSpan Tweeting = TimeSpan.FromDays(180);
    private static readonly TimeSpan Joining = TimeSpan.FromDays(360);

    /// <summary>All accounts register, in the order of ids, before the first tweet.</summary>
    public static Timestamp Joined(int index, int count, Random random) =>
        End + (-Tweeting - Joining + Share(Joining, index, count, random));

    /// <summary>Times never decrease with growing ids.</summary>
    public static Timestamp Tweeted(int index, int count, Random random) =>
        End + (-Tweeting + Share(Tweeting, index, count, random));

    private static TimeSpan Share(TimeSpan span, int index, int count, Random random) => span * ((index + random.NextDouble()) / count);
}

internal static class DemoRandom
{
    public static T Pick<T>(this Random random, IReadOnlyList<T> among) => among[random.Next(among.Count)];
}
