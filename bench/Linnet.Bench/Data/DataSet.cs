using System.Globalization;

namespace Linnet.Bench.Data;

/// <summary>How much is in a data set, and who in it is whom.</summary>
/// <param name="Name">As in the table.</param>
/// <param name="People">Ids 1 to this many; each follows <see cref="FollowedByEach"/>.</param>
/// <param name="Tweets">Written by the people.</param>
/// <param name="Mixture">What kinds of tweets they are.</param>
internal sealed record DataSet(string Name, int People, int Tweets, Mixture Mixture)
{
    public const string Password = "correct horse battery";
    public const int FollowedByEach = 100;
    public const int FollowedByWide = 5_000;
    public const int WideReaders = 10;
    public const int StormMembers = 64;

    /// <summary>Spreads popularity over the people's ids.</summary>
    public const int PeopleStep = 7_919;

    // Without a common divisor with the number of people, so that going around in these steps meets everyone once.
    private const int ReaderStep = 37;

    public static readonly DataSet M = new("M", 10_000, 200_000, Mixture.Plain);
    public static readonly DataSet XL = new("XL", 100_000, 2_000_000, Mixture.Plain);

    /// <summary>As large as M, with everything that a tweet can be, and with people who hide others.</summary>
    public static readonly DataSet World = new("World", 10_000, 200_000, Mixture.Everything);

    /// <summary>Five a tweet.</summary>
    public int LikesByEach => Tweets * 5 / People;

    /// <summary>Everybody, in an order that has nothing to do with how popular they are.</summary>
    public IEnumerable<long> Readers => Enumerable.Range(0, People).Select(i => 1L + ((long)i * ReaderStep % People));

    /// <summary>Those of the people who block, mute and filter: the last readers, so that the first hide nobody.</summary>
    public IEnumerable<long> Hiding => Readers.TakeLast(Mixture.HidingReaders);

    /// <summary>Accounts beyond the people, that follow <see cref="FollowedByWide"/> each and say nothing.</summary>
    public IEnumerable<long> Wide => Enumerable.Range(People + 1, WideReaders).Select(id => (long)id);

    /// <summary>Accounts whose password hash has the usual cost; everyone else's is cheap, so that readers log in quickly.</summary>
    public IEnumerable<long> Storm => Enumerable.Range(People + WideReaders + 1, StormMembers).Select(id => (long)id);

    public int Accounts => People + WideReaders + StormMembers;

    public static string NameOf(long id) => $"p{id}";

    public static long IdOf(string name) => long.Parse(name.AsSpan(1), CultureInfo.InvariantCulture);
}

/// <summary>What a data set's tweets are, in percent of all; the first few thousand refer to none before them.</summary>
/// <param name="Replies">Answer another tweet.</param>
/// <param name="Quotes">Show another tweet below a text.</param>
/// <param name="Reposts">Show another tweet and have no text.</param>
/// <param name="FollowersOnly">Shown to the author's followers alone.</param>
/// <param name="Tagged">Mention somebody or have a hashtag.</param>
/// <param name="Unwanted">Have a word that the hiding readers filter.</param>
/// <param name="HidingReaders">How many of the people hide others.</param>
internal sealed record Mixture(int Replies, int Quotes, int Reposts, int FollowersOnly, int Tagged, int Unwanted, int HidingReaders)
{
    public static readonly Mixture Plain = new(Replies: 10, Quotes: 3, Reposts: 0, FollowersOnly: 0, Tagged: 0, Unwanted: 0, HidingReaders: 0);

    public static readonly Mixture Everything =
        new(Replies: 10, Quotes: 10, Reposts: 10, FollowersOnly: 5, Tagged: 30, Unwanted: 2, HidingReaders: 100);
}
