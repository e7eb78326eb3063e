namespace Linnet.Bench.FanOutModel;

/// <summary>Ten minutes of a population's busiest hour: each post is put on top of its readers' timelines, in turn.</summary>
/// <param name="Audiences">Followers of each post's author, ascending.</param>
/// <param name="Delays">Seconds from each post to the last of its active readers, ascending.</param>
/// <param name="Busy">The share of the time in which a node's dispatcher works.</param>
internal sealed record BusyHour(double[] Audiences, double[] Delays, double Busy)
{
    /// <summary>Timelines that one node's dispatcher puts an id on: a lookup and a write each, in memory.</summary>
    public const double InsertionsASecond = 1_000_000;

    /// <summary>What an event costs before it is known whom it concerns.</summary>
    public const double SecondsAnEvent = 50e-6;

    /// <summary>Above this many followers an author's tweets are looked up by who reads, where that is what is compared.</summary>
    public const double ManyFollowers = 100_000;

    private const double Seconds = 600;
    private const int Seed = 20261122;

    public double MeanAudience => Audiences.Average();

    public double MeanAudienceBelowMany => Audiences.Where(audience => audience < ManyFollowers).Sum() / Audiences.Length;

    /// <param name="people">Who posts and reads.</param>
    /// <param name="share">Of an author's followers, those whose timeline is kept: all for plain push.</param>
    public static BusyHour Simulate(Population people, double share)
    {
        var random = new Random(Seed);
        var (audiences, delays) = (new List<double>(), new List<double>());
        var (now, free, worked) = (0.0, 0.0, 0.0);
        // A queue with one server, as a node's dispatcher is; each node has its part of the audience and hears every event.
        while ((now += -Math.Log(1 - random.NextDouble()) / people.PostsASecond) < Seconds)
        {
            var audience = people.AudienceOf(people.DrawAuthor(random));
            var work = SecondsAnEvent + (audience * share / people.Nodes / InsertionsASecond);
            free = Math.Max(free, now) + work;
            worked += work;
            audiences.Add(audience);
            delays.Add(free - now);
        }
        return new BusyHour([.. audiences.Order()], [.. delays.Order()], worked / Seconds);
    }

    public static double Quantile(double[] ascending, double share) => ascending[(int)(share * (ascending.Length - 1))];
}
