namespace Linnet.Bench.FanOutModel;

/// <summary>People of whom few are followed by nearly all and most by a few, at the busiest hour of their day.</summary>
/// <param name="People">How many there are. The best-known has rank 1, the least-known this.</param>
/// <param name="Nodes">How many share them. A person's timeline and sockets are at one of them.</param>
/// <remarks>
/// Closed forms and no graph: a hundred million people follow ten thousand million times. Each chooses whom to follow by Zipf's
/// law with the exponent 1: rank k in proportion to ln((k + 1) / k), which is 1/k but for the first few.
/// </remarks>
internal sealed record Population(long People, int Nodes)
{
    public const int Followed = 100;

    /// <summary>Of a hundred people, how many have read within the time for which a timeline is kept.</summary>
    public const double ActiveShare = 0.05;

    public const double ReadsAMinuteOfTheActive = 1;

    /// <summary>Half a tweet a person and day, twice as many in the busiest hour as on average.</summary>
    public double PostsASecond => People * 0.5 / 86_400 * 2;

    public double Active => People * ActiveShare;

    public double ReadsASecond => Active * ReadsAMinuteOfTheActive / 60;

    /// <summary>Whose timeline is not in memory and comes back: each active person is new once in an hour.</summary>
    public double ReturnsASecond => Active / 3600;

    /// <summary>How many follow the author of a rank.</summary>
    public double AudienceOf(double rank) =>
        People * (1 - Math.Pow(1 - (Math.Log((rank + 1) / rank) / Math.Log(People + 1)), Followed));

    /// <summary>Who posts next. The well-known post more: half of all posts are by the first quarter.</summary>
    public double DrawAuthor(Random random)
    {
        var u = random.NextDouble();
        return Math.Ceiling(Math.Max(u * u * People, 1));
    }

    /// <summary>The last rank that is followed by so many.</summary>
    public double LastRankWith(double audience)
    {
        var (low, high) = (1.0, (double)People);
        while (high - low > 0.5)
        {
            var middle = Math.Sqrt(low * high);
            (low, high) = AudienceOf(middle) >= audience ? (middle, high) : (low, middle);
        }
        return Math.Floor(low);
    }

    /// <summary>How many of those whom a person follows are among the first ranks.</summary>
    public double FollowedUpTo(double rank) => Followed * Math.Log(rank + 1) / Math.Log(People + 1);
}
