using Linnet.Common;

namespace Linnet.Commands.Seed;

/// <summary>How large a demo world is to be. The same size and seed make the same world.</summary>
internal sealed record DemoSize(int People, int Tweets, int FollowsEach, int Likes, int Seed)
{
    /// <exception cref="OperatorException">There are not enough users or tweets for so many follows or likes.</exception>
    public void EnsurePossible()
    {
        if (FollowsEach >= People)
            throw new OperatorException(ExitCode.Usage, $"--follows-each is {FollowsEach}, but each of {People} people has only {People - 1} others to follow.");
        if (Likes > (long)(People - 1) * Tweets)
            throw new OperatorException(ExitCode.Usage, $"--likes is {Likes}, but {People} people can give {Tweets} tweets only {(long)(People - 1) * Tweets} (none to their own).");
    }

    /// <summary>Chance for one part of the world, independent of the others: more tweets do not change who there is.</summary>
    public Random RandomFor(DemoPart part) => new(HashCodeOf(Seed, (int)part));

    // Not HashCode.Combine, which differs from process to process.
    private static int HashCodeOf(int seed, int part) => unchecked((seed * 31) + part);
}

internal enum DemoPart
{
    People,
    Follows,
    Tweets,
    Likes,
}
