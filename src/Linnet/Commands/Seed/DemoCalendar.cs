using Linnet.Common;

namespace Linnet.Commands.Seed;

/// <summary>When things happened: before a fixed day, so that the same seed is the same world whenever it is made.</summary>
internal static class DemoCalendar
{
    private static readonly Timestamp End = Timestamp.From(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
    private static readonly TimeSpan Tweeting = TimeSpan.FromDays(180);
    private static readonly TimeSpan Joining = TimeSpan.FromDays(360);

    /// <summary>Everyone joins, in the order of ids, before the first tweet is written.</summary>
    public static Timestamp Joined(int index, int count, Random random) =>
        End + (-Tweeting - Joining + Share(Joining, index, count, random));

    /// <summary>Later ids never carry earlier times.</summary>
    public static Timestamp Tweeted(int index, int count, Random random) =>
        End + (-Tweeting + Share(Tweeting, index, count, random));

    private static TimeSpan Share(TimeSpan span, int index, int count, Random random) => span * ((index + random.NextDouble()) / count);
}

internal static class DemoRandom
{
    public static T Pick<T>(this Random random, IReadOnlyList<T> among) => among[random.Next(among.Count)];
}
