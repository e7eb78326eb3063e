using Linnet.Common;

namespace Linnet.Commands.Seed;

/// <summary>The size of a demo data set. The same size and seed give the same data.</summary>
internal sealed record DemoSize(int People, int Tweets, int FollowsEach, int Likes, int Seed)
{
    /// <exception cref="OperatorException">There are too few users or tweets for this many follows or likes.</exception>
    public void EnsurePossible()
    {
        if (FollowsEach >= People)
            throw new OperatorException(ExitCode.Usage, $"--follows-each is {FollowsEach}, but each of {People} users can follow only {People - 1} others.");
        if (Likes > (long)(People - 1) * Tweets)
            throw new OperatorException(ExitCode.Usage, $"--likes is {Likes}, but {People} users can give {Tweets} tweets only {(long)(People - 1) * Tweets} (none to their own).");
    }

    /// <summary>An independent generator for each part, so that more tweets, for example, do not change the users.</summary>
    public Random RandomFor(DemoPart part) => new(HashCodeOf(Seed, (int)part));

    // HashCode.Combine would differ between processes.
    private static int HashCodeOf(int seed, int part) => unchecked((seed * 31) + part);
}

internal enum DemoPart
{
    People,
    Follows,
    Tweets,
    Likes,
    Sharing,
    Blocks,
    Mutes,
    Filters,
    Messages,
    Hashtags,
    Bookmarks,
    Polls,
    Lists,
    MutedThreads,
    Drafts,
    Scheduled,
    Media,
}
