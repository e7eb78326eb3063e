using Linnet.Common;

namespace Linnet.Commands.Seed;

/// <param name="TweetId">Its tweet's id, which is the poll's too.</param>
/// <param name="Options">What one can vote for.</param>
/// <param name="EndsAt">In the past of the data set, or soon after it.</param>
/// <param name="Votes">User indexes and options, one vote a user.</param>
internal sealed record DemoPoll(long TweetId, string[] Options, Timestamp EndsAt, List<(int User, int Option)> Votes);

/// <summary>Attaches polls to some tweets. It has its own random numbers, so that polls do not change the other tweets.</summary>
internal sealed class DemoPolls(DemoSize size)
{
    private const double Share = 0.03;
    private const int MostVotes = 60;

    private readonly Random _random = size.RandomFor(DemoPart.Polls);
    private readonly List<DemoPoll> _all = [];

    public IReadOnlyList<DemoPoll> All => _all;

    /// <returns>The question of a poll for a tweet; null when it is to have none.</returns>
    public string? Attach(long tweetId, DemoTopic topic, Timestamp createdAt)
    {
        if (_random.NextDouble() >= Share)
            return null;
        string[] options = [.. _random.GetItems(topic.First, 4).Distinct()];
        if (options is [_])
            return null;
        var votes = new SortedDictionary<int, int>();
        for (var left = _random.Next(Math.Min(MostVotes, size.People)); left > 0; left--)
            votes[_random.Next(size.People)] = _random.Next(options.Length);
        _all.Add(new DemoPoll(tweetId, options, createdAt + TimeSpan.FromDays(_random.Next(1, 8)), [.. votes.Select(vote => (vote.Key, vote.Value))]));
        return _random.Pick(DemoVocabulary.Questions);
    }
}
