namespace Linnet.Bench.Data;

/// <summary>Whom the readers of <see cref="DataSet.Hiding"/> block and mute, and who blocks them: popular accounts, as with people.</summary>
internal sealed class HiddenAccounts
{
    private const int BlockedByEach = 50;
    private const int BlockingEach = 10;
    private const int MutedByEach = 50;

    private readonly HashSet<(long, long)> _apart = [];

    public HiddenAccounts(DataSet set, Random random)
    {
        var popularity = new Zipf(set.People, exponent: 0.6, DataSet.PeopleStep);
        foreach (var reader in set.Hiding)
        {
            AddBlocks(popularity.DrawDistinct(random, BlockedByEach, id => id != reader).Select(blocked => (reader, blocked)));
            AddBlocks(popularity.DrawDistinct(random, BlockingEach, id => id != reader && !AreApart(reader, id)).Select(blocker => (blocker, reader)));
            Mutes.AddRange(popularity.DrawDistinct(random, MutedByEach, id => id != reader && !AreApart(reader, id)).Select(muted => (reader, muted)));
        }
    }

    public HashSet<(long Blocker, long Blocked)> Blocks { get; } = [];

    public List<(long Muter, long Muted)> Mutes { get; } = [];

    /// <summary>Whether either blocks the other, so that neither follows the other.</summary>
    public bool AreApart(long one, long other) => _apart.Contains((one, other));

    private void AddBlocks(IEnumerable<(long Blocker, long Blocked)> pairs)
    {
        foreach (var pair in pairs)
        {
            // Two of the readers may have drawn each other.
            Blocks.Add(pair);
            _apart.Add(pair);
            _apart.Add((pair.Blocked, pair.Blocker));
        }
    }
}
