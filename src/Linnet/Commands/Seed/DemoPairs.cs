namespace Linnet.Commands.Seed;

/// <summary>Generates follows, likes, blocks, mutes, bookmarks and muted threads at random, with more follows and likes for popular users.</summary>
internal static class DemoPairs
{
    private const double LikingExponent = 0.5;

    // After this many failed draws for a new pair, takes the next free one: nearly all pairs exist.
    private const int Patience = 20;

    /// <summary>Ordered pairs of user indexes.</summary>
    public static IEnumerable<(int Follower, int Followed)> Follows(DemoSize size, IReadOnlyList<DemoPerson> people)
    {
        var random = size.RandomFor(DemoPart.Follows);
        var choice = new WeightedChoice(people.Select(person => person.Popularity));
        var followed = new SortedSet<int>();
        for (var follower = 0; follower < people.Count; follower++)
        {
            followed.Clear();
            while (followed.Count < size.FollowsEach)
            {
                var candidate = Draw(() => choice.Pick(random), pick => pick != follower && !followed.Contains(pick), people.Count);
                followed.Add(candidate);
            }
            foreach (var person in followed)
                yield return (follower, person);
        }
    }

    /// <summary>Ordered pairs of a user index and a tweet index. No user likes their own tweets.</summary>
    public static IEnumerable<(int Person, int Tweet)> Likes(DemoSize size, IReadOnlyList<DemoPerson> people, IReadOnlyList<int> authors)
    {
        if (size.Likes == 0)
            yield break;
        var random = size.RandomFor(DemoPart.Likes);
        var fans = new WeightedChoice(WeightedChoice.ZipfWeights(people.Count, LikingExponent, random));
        // The author's popularity times chance.
        var tweets = new WeightedChoice(authors.Select(author => people[author].Popularity / (0.02 + random.NextDouble())));
        var pairs = new HashSet<long>(size.Likes);
        var all = (long)people.Count * size.Tweets;
        while (pairs.Count < size.Likes)
        {
            pairs.Add(Draw(
                () => ((long)fans.Pick(random) * size.Tweets) + tweets.Pick(random),
                pair => authors[(int)(pair % size.Tweets)] != pair / size.Tweets && !pairs.Contains(pair),
                all));
        }
        foreach (var pair in pairs.Order())
            yield return ((int)(pair / size.Tweets), (int)(pair % size.Tweets));
    }

    /// <summary>One user in twenty keeps away from one to three others: blocks or mutes.</summary>
    public static IEnumerable<(int User, int Other)> Apart(DemoSize size, DemoPart part)
    {
        if (size.People < 4)
            yield break;
        var random = size.RandomFor(part);
        var others = new SortedSet<int>();
        for (var user = 0; user < size.People; user++)
        {
            if (random.Next(20) > 0)
                continue;
            others.Clear();
            for (var left = random.Next(1, 4); left > 0; left--)
                others.Add(Draw(() => random.Next(size.People), pick => pick != user && !others.Contains(pick), size.People));
            foreach (var other in others)
                yield return (user, other);
        }
    }

    /// <summary>One user in five keeps some tweets, up to ten.</summary>
    public static IEnumerable<(int User, int Tweet)> Bookmarks(DemoSize size)
    {
        var random = size.RandomFor(DemoPart.Bookmarks);
        for (var user = 0; user < size.People && size.Tweets > 0; user++)
        {
            if (random.Next(5) > 0)
                continue;
            foreach (var tweet in Enumerable.Range(0, random.Next(1, 11)).Select(_ => random.Next(size.Tweets)).Distinct())
                yield return (user, tweet);
        }
    }

    /// <summary>One user in ten mutes some threads, named by their first tweets. Not all of these begin one.</summary>
    public static IEnumerable<(int User, int Tweet)> MutedThreads(DemoSize size)
    {
        var random = size.RandomFor(DemoPart.MutedThreads);
        for (var user = 0; user < size.People && size.Tweets > 0; user++)
        {
            if (random.Next(10) > 0)
                continue;
            foreach (var tweet in Enumerable.Range(0, random.Next(1, 21)).Select(_ => random.Next(size.Tweets)).Distinct())
                yield return (user, tweet);
        }
    }

    private static int Draw(Func<int> pick, Func<int, bool> isFree, int count) =>
        (int)Draw(() => (long)pick(), candidate => isFree((int)candidate), count);

    private static long Draw(Func<long> pick, Func<long, bool> isFree, long count)
    {
        var candidate = pick();
        for (var attempt = 1; attempt < Patience && !isFree(candidate); attempt++)
            candidate = pick();
        while (!isFree(candidate))
            candidate = (candidate + 1) % count;
        return candidate;
    }
}
