namespace Linnet.Commands.Seed;

/// <summary>Who follows whom and who likes what: everyone to their own taste, but the known are better known.</summary>
internal static class DemoPairs
{
    private const double LikingExponent = 0.5;

    // After so many vain draws for a pair that is not yet there, the next free one is taken: the world is nearly full.
    private const int Patience = 20;

    /// <summary>Pairs of indexes of users, ordered.</summary>
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

    /// <summary>Pairs of an index of users and one of tweets, ordered. No user likes their own tweet.</summary>
    public static IEnumerable<(int Person, int Tweet)> Likes(DemoSize size, IReadOnlyList<DemoPerson> people, IReadOnlyList<int> authors)
    {
        if (size.Likes == 0)
            yield break;
        var random = size.RandomFor(DemoPart.Likes);
        var fans = new WeightedChoice(WeightedChoice.ZipfWeights(people.Count, LikingExponent, random));
        // The author's name and the tweet's luck.
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
