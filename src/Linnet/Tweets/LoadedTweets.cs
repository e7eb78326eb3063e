using Linnet.Relations;
using Linnet.Users;

namespace Linnet.Tweets;

/// <summary>Tweets that were loaded for one answer, with all that they refer to, their authors, and the viewer's marks.</summary>
internal sealed class LoadedTweets : ITweetSource
{
    private readonly Dictionary<long, CachedTweet?> _tweets = [];
    private readonly Dictionary<long, CachedUser> _users = [];
    private readonly Dictionary<long, TweetMarks> _marks = [];
    private readonly Dictionary<long, long> _votes = [];
    private readonly HashSet<long> _mutedThreads = [];

    /// <param name="ids">Tweets.</param>
    /// <param name="tweets">For each id the tweet, or null when there is none.</param>
    public void Add(IReadOnlyList<long> ids, IReadOnlyList<CachedTweet?> tweets)
    {
        for (var index = 0; index < ids.Count; index++)
            _tweets[ids[index]] = tweets[index];
    }

    public void Add(IEnumerable<CachedUser?> users)
    {
        foreach (var user in users)
        {
            if (user is not null)
                _users[user.Id] = user;
        }
    }

    /// <summary>What the tweets repost and quote and is not here.</summary>
    public List<long> MissingReferences() =>
        [.. _tweets.Values.Select(tweet => tweet?.RetweetOfId).OfType<long>().Where(id => !_tweets.ContainsKey(id)).Distinct()];

    public long[] AuthorIds() => [.. _tweets.Values.OfType<CachedTweet>().Select(tweet => tweet.AuthorId).Distinct()];

    /// <summary>Sets the viewer's marks on all tweets here.</summary>
    /// <param name="viewer">Whose marks.</param>
    /// <param name="readOlder">Reads the marks on tweets that the viewer's own memory does not reach back to.</param>
    public async Task MarkAsync(Viewer viewer, Func<List<long>, Task<Dictionary<long, TweetMarks>>> readOlder)
    {
        var older = new List<long>();
        foreach (var id in _tweets.Keys)
        {
            if (viewer.Marks.TryGet(id, out var marks))
                _marks[id] = marks;
            else
                older.Add(id);
        }
        if (older.Count is 0)
            return;
        foreach (var (id, marks) in await readOlder(older))
            _marks[id] = marks;
    }

    /// <summary>Sets which threads of the tweets here the viewer mutes.</summary>
    /// <param name="viewer">Who mutes them.</param>
    /// <param name="readOlder">Reads which of the threads are muted that the viewer's own memory does not reach back to.</param>
    public async Task AddThreadsAsync(Viewer viewer, Func<List<long>, Task<List<long>>> readOlder)
    {
        var older = new List<long>();
        foreach (var id in _tweets.Values.OfType<CachedTweet>().Select(tweet => tweet.ConversationId).Distinct())
        {
            if (!viewer.Threads.TryGet(id, out var isMuted))
                older.Add(id);
            else if (isMuted)
                _mutedThreads.Add(id);
        }
        if (older.Count > 0)
            _mutedThreads.UnionWith(await readOlder(older));
    }

    /// <summary>Sets the viewer's votes in the polls here.</summary>
    /// <param name="viewer">Whose votes.</param>
    /// <param name="readOlder">Reads the votes in polls that the viewer's own memory does not reach back to.</param>
    public async Task AddVotesAsync(Viewer viewer, Func<List<long>, Task<List<(long PollId, long Choices)>>> readOlder)
    {
        var older = new List<long>();
        foreach (var id in _tweets.Values.Select(tweet => tweet?.Poll?.Id).OfType<long>())
        {
            if (viewer.Votes.TryGet(id, out var choices))
                _votes[id] = choices;
            else
                older.Add(id);
        }
        if (older.Count is 0)
            return;
        foreach (var (id, choices) in await readOlder(older))
            _votes[id] = choices;
    }

    public bool TryFind(long id, out CachedTweet? tweet, out CachedUser? author)
    {
        tweet = _tweets.GetValueOrDefault(id);
        author = tweet is null ? null : _users.GetValueOrDefault(tweet.AuthorId);
        return true;
    }

    public bool TryMark(long id, out TweetMarks marks)
    {
        marks = _marks.GetValueOrDefault(id);
        return true;
    }

    public bool TryMark(IReadOnlyList<long> ids, Span<TweetMarks> marks)
    {
        for (var index = 0; index < ids.Count; index++)
            marks[index] = _marks.GetValueOrDefault(ids[index]);
        return true;
    }

    public bool TryThread(long conversationId, out bool isMuted)
    {
        isMuted = _mutedThreads.Contains(conversationId);
        return true;
    }

    public bool TryVote(long id, out long choices)
    {
        choices = _votes.GetValueOrDefault(id);
        return true;
    }
}
