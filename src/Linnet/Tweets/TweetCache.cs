using Linnet.Common.Caching;
using Linnet.Media;
using Linnet.Relations;
using Linnet.Storage;
using Linnet.Tweets.Polls;
using Linnet.Users;
using Microsoft.Extensions.Options;

namespace Linnet.Tweets;

/// <summary>
/// Tweets as a viewer sees them, from memory where they are in it. Every answer and message reads tweets here, and none without
/// a viewer, so one place decides what is shown.
/// </summary>
internal sealed partial class TweetCache
{
    private readonly Database _database;
    private readonly UserCache _users;
    private readonly MediaUrls _urls;
    private readonly TimeProvider _clock;
    private readonly EntityCache<long, CachedTweet> _tweets;
    private readonly EntityCache<long, CachedTweet>.Loader _loadTweets;

    public TweetCache(Database database, UserCache users, MediaUrls urls, IOptions<TweetCacheOptions> options, CacheMetrics metrics, TimeProvider clock)
    {
        (_database, _users, _urls, _clock) = (database, users, urls, clock);
        _tweets = new(options.Value.Tweets);
        metrics.Include("tweets", _tweets);
        _loadTweets = LoadTweetsAsync;
    }

    /// <returns>Those of the tweets that exist and that the viewer sees there, in the order of their ids.</returns>
    public ValueTask<TweetPage> ReadAsync(IReadOnlyList<long> ids, TweetSurface surface, Viewer viewer, CancellationToken cancellation) =>
        TryReadKept(ids, surface, viewer) is { } page
            ? new(page)
            : new(LoadInShareAsync(ids, surface, viewer, cancellation));

    /// <summary>
    /// The same outside the viewer's share of the readers. For the answer to a write, which is durable: a 429 would make the
    /// client repeat it. And for messages that one loop sends to all connections, which must not wait for one account.
    /// </summary>
    public ValueTask<TweetPage> ReadOutsideShareAsync(IReadOnlyList<long> ids, TweetSurface surface, Viewer viewer, CancellationToken cancellation) =>
        TryReadKept(ids, surface, viewer) is { } page
            ? new(page)
            : new(LoadAsync(ids, surface, viewer, cancellation));

    /// <summary>A tweet without anybody's marks, for a message that is rendered once for its author's followers. The sender answers for it that all of them may see it.</summary>
    /// <returns>
    /// Null when it does not exist; and what is quoted in the tweet that it reposts. Accounts that hide the author of that one, or
    /// follow them if it is for followers, see it otherwise than here.
    /// </returns>
    public async ValueTask<(Tweet Tweet, CachedTweet? Nested)?> FindForAudienceAsync(long id)
    {
        var loaded = await LoadWorldAsync([id]);
        if (!loaded.TryFind(id, out var tweet, out _) || tweet is null
            || new TweetComposer<LoadedTweets>(viewer: null, loaded, _clock, tweet.AuthorId).TryCompose([id], TweetSurface.ById) is not [var view])
            return null;
        CachedTweet? nested = null;
        if (tweet.Kind is TweetKind.Repost && view.Embedded!.View.Tweet.RetweetOfId is { } quoted)
            loaded.TryFind(quoted, out nested, out _);
        return (view.ToTweet(), nested);
    }

    /// <summary>Keeps a tweet that was just written: its author's followers will ask for it at once.</summary>
    public void Remember(Tweet tweet) => _tweets.Put(tweet.Id, new CachedTweet(tweet));

    // The usual case: everything is in memory. Without a task, and without lists in between.
    private TweetPage? TryReadKept(IReadOnlyList<long> ids, TweetSurface surface, Viewer viewer)
    {
        var page = new TweetComposer<KeptTweets>(viewer, new KeptTweets(this, viewer), _clock).TryCompose(ids, surface);
        if (page is null)
            return null;
        _tweets.CountHits(ids.Count);
        _users.CountHits(ids.Count);
        return page;
    }

    // A separate method: what a lambda captures is allocated where the method begins, which would be for every page from memory.
    private Task<TweetPage> LoadInShareAsync(IReadOnlyList<long> ids, TweetSurface surface, Viewer viewer, CancellationToken cancellation) =>
        _database.ForAsync(viewer.Id, () => LoadAsync(ids, surface, viewer, cancellation), cancellation);

    private async Task<TweetPage> LoadAsync(IReadOnlyList<long> ids, TweetSurface surface, Viewer viewer, CancellationToken cancellation)
    {
        var loaded = await LoadWorldAsync(ids);
        await loaded.MarkAsync(viewer, older => _database.ReadAsync(db => Queries.ListMarksAsync(db, viewer.Id, older), cancellation));
        await loaded.AddThreadsAsync(viewer, older => _database.ReadOneAsync(db => Queries.ListMutedThreadsAsync(db, viewer.Id, older), cancellation));
        await loaded.AddVotesAsync(viewer, older => _database.ReadOneAsync(db => PollRows.ListVotesAsync(db, viewer.Id, older), cancellation));
        return new TweetComposer<LoadedTweets>(viewer, loaded, _clock).TryCompose(ids, surface)!;
    }

    /// <summary>The tweets with all that their pages show: what they repost and quote, and the authors.</summary>
    private async Task<LoadedTweets> LoadWorldAsync(IReadOnlyList<long> ids)
    {
        var loaded = new LoadedTweets();
        // A repost, its original, and what that one quotes. No deeper: a chain of quotes may be of any length.
        var next = ids;
        for (var level = 0; level <= 2 && next.Count > 0; level++)
        {
            loaded.Add(next, await _tweets.GetAllAsync(next, _loadTweets));
            next = loaded.MissingReferences();
        }
        loaded.Add(await _users.GetAllAsync(loaded.AuthorIds()));
        return loaded;
    }

    private Task<Loaded<long, CachedTweet>> LoadTweetsAsync(IReadOnlyList<long> ids) =>
        _database.ReadAsync(
            async db => new Loaded<long, CachedTweet>(
                (await Queries.ListAsync(db, ids, _urls)).ToDictionary(tweet => tweet.Id, tweet => new CachedTweet(tweet)), await db.ReadSnapshotAsync()),
            CancellationToken.None);

    /// <summary>What is in memory, for one viewer.</summary>
    private readonly struct KeptTweets(TweetCache cache, Viewer viewer) : ITweetSource
    {
        public bool TryFind(long id, out CachedTweet? tweet, out CachedUser? author)
        {
            author = null;
            return cache._tweets.TryGet(id, out tweet) && tweet.TryFindAuthor(cache._users, out author);
        }

        public bool TryMark(long id, out TweetMarks marks) => viewer.Marks.TryGet(id, out marks);

        public bool TryMark(IReadOnlyList<long> ids, Span<TweetMarks> marks) => viewer.Marks.TryGet(ids, marks);

        public bool TryThread(long conversationId, out bool isMuted) => viewer.Threads.TryGet(conversationId, out isMuted);

        public bool TryVote(long id, out long choices) => viewer.Votes.TryGet(id, out choices);
    }
}
