namespace Linnet.Bench.Data;

/// <summary>How much is in a data set, and who in it is whom.</summary>
/// <param name="Name">As in the table.</param>
/// <param name="People">Ids 1 to this many; each follows <see cref="FollowedByEach"/>.</param>
/// <param name="Tweets">Written by the people.</param>
internal sealed record DataSet(string Name, int People, int Tweets)
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

    public static readonly DataSet M = new("M", 10_000, 200_000);
    public static readonly DataSet XL = new("XL", 100_000, 2_000_000);

    /// <summary>Five a tweet.</summary>
    public int LikesByEach => Tweets * 5 / People;

    /// <summary>Everybody, in an order that has nothing to do with how popular they are.</summary>
    public IEnumerable<long> Readers => Enumerable.Range(0, People).Select(i => 1L + ((long)i * ReaderStep % People));

    /// <summary>Accounts beyond the people, that follow <see cref="FollowedByWide"/> each and say nothing.</summary>
    public IEnumerable<long> Wide => Enumerable.Range(People + 1, WideReaders).Select(id => (long)id);

    /// <summary>Accounts whose password hash has the usual cost; everyone else's is cheap, so that readers log in quickly.</summary>
    public IEnumerable<long> Storm => Enumerable.Range(People + WideReaders + 1, StormMembers).Select(id => (long)id);

    public int Accounts => People + WideReaders + StormMembers;

    public static string NameOf(long id) => $"p{id}";
}
