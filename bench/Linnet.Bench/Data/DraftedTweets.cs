namespace Linnet.Bench.Data;

/// <summary>Who wrote which tweet, and which earlier one it is about: drafted before the first is inserted, whose row counts later ones.</summary>
internal sealed class DraftedTweets(DataSet set, Random random)
{
    private const int RecentTweets = 5_000;

    private readonly Mixture _mixture = set.Mixture;
    private readonly Zipf _eagerness = new(set.People, exponent: 0.6, DataSet.PeopleStep);
    private readonly Zipf _attention = new(RecentTweets, exponent: 0.7, step: 1);

    // Few tweets get most of the reposts, so some pages have two reposts of the same.
    private readonly Zipf _fame = new(RecentTweets, exponent: 1.2, step: 1);
    private readonly List<DraftedTweet> _drafts = new(set.Tweets);
    private readonly HashSet<(int Author, int Original)> _reposts = [];

    /// <returns>In the order of their ids, which begin at 1.</returns>
    public IReadOnlyList<DraftedTweet> Draft()
    {
        for (var id = 1; id <= set.Tweets; id++)
            _drafts.Add(Draft(id, _eagerness.Draw(random)));
        return _drafts;
    }

    private DraftedTweet Draft(int id, int author)
    {
        var kind = id > RecentTweets ? random.Next(100) : 100;
        if ((kind -= _mixture.Reposts) < 0)
            return new DraftedTweet(id, author) { IsRepost = true, Original = DrawOriginal(id, author) };
        var draft = new DraftedTweet(id, author)
        {
            IsForFollowers = Falls(_mixture.FollowersOnly),
            IsTagged = Falls(_mixture.Tagged),
            IsUnwanted = Falls(_mixture.Unwanted),
        };
        if ((kind -= _mixture.Replies) < 0)
            return draft with { Parent = DrawEarlier(id, _attention) };
        return kind < _mixture.Quotes ? draft with { Original = DrawEarlier(id, _attention) } : draft;
    }

    // A repost is none of these, so the others are it more often.
    private bool Falls(int percentOfAll) => percentOfAll > 0 && random.Next(100 - _mixture.Reposts) < percentOfAll;

    private DraftedTweet DrawOriginal(int id, int author)
    {
        while (true)
        {
            if (DrawEarlier(id, _fame) is var original && _reposts.Add((author, original.Id)))
                return original;
        }
    }

    // Attention gathers on a few: of each block of tweets, the first draw most answers. What the product would refuse is drawn again.
    private DraftedTweet DrawEarlier(int id, Zipf attention)
    {
        while (true)
        {
            if (_drafts[((((id / RecentTweets) - 1) * RecentTweets) + attention.Draw(random)) - 1] is { IsOpen: true } earlier)
                return earlier;
        }
    }
}

/// <param name="Id">From 1 on.</param>
/// <param name="Author">The account's id.</param>
internal sealed record DraftedTweet(int Id, int Author)
{
    public bool IsRepost { get; init; }

    public bool IsForFollowers { get; init; }

    /// <summary>Whether its text has a mention or a hashtag.</summary>
    public bool IsTagged { get; init; }

    /// <summary>Whether its text has a word that people filter.</summary>
    public bool IsUnwanted { get; init; }

    /// <summary>What it answers.</summary>
    public DraftedTweet? Parent { get; init; }

    /// <summary>What it reposts or quotes.</summary>
    public DraftedTweet? Original { get; init; }

    /// <summary>The first tweet of its thread; null for the first itself.</summary>
    public int? Conversation => Parent is null ? null : Parent.Conversation ?? Parent.Id;

    /// <summary>Whether everybody may like it, answer it and show it to others.</summary>
    public bool IsOpen => !IsRepost && !IsForFollowers;
}
