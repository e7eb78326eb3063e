namespace Linnet.Bench.Data;

/// <summary>Who wrote which tweet, and which earlier one it is about: drafted before the first is inserted, whose row counts later ones.</summary>
internal sealed class DraftedTweets(DataSet set, Random random)
{
    private const int RecentTweets = 5_000;

    private readonly Zipf _eagerness = new(set.People, exponent: 0.6, DataSet.PeopleStep);
    private readonly Zipf _attention = new(RecentTweets, exponent: 0.7, step: 1);
    private readonly List<DraftedTweet> _drafts = new(set.Tweets);

    /// <returns>In the order of their ids, which begin at 1.</returns>
    public IReadOnlyList<DraftedTweet> Draft()
    {
        for (var id = 1; id <= set.Tweets; id++)
            _drafts.Add(Draft(id, _eagerness.Draw(random)));
        return _drafts;
    }

    private DraftedTweet Draft(int id, int author)
    {
        var draft = new DraftedTweet(id, author);
        if (id <= RecentTweets)
            return draft;
        return random.Next(100) switch
        {
            < 10 => draft with { Parent = DrawEarlier(id) },
            < 13 => draft with { Original = DrawEarlier(id) },
            _ => draft,
        };
    }

    // Attention gathers on a few: of each block of tweets, the first draw most answers.
    private DraftedTweet DrawEarlier(int id) => _drafts[((((id / RecentTweets) - 1) * RecentTweets) + _attention.Draw(random)) - 1];
}

/// <param name="Id">From 1 on.</param>
/// <param name="Author">The account's id.</param>
internal sealed record DraftedTweet(int Id, int Author)
{
    /// <summary>What it answers.</summary>
    public DraftedTweet? Parent { get; init; }

    /// <summary>What it quotes.</summary>
    public DraftedTweet? Original { get; init; }

    /// <summary>The first tweet of its thread; null for the first itself.</summary>
    public int? Conversation => Parent is null ? null : Parent.Conversation ?? Parent.Id;
}
