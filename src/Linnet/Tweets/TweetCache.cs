using Linnet.Common.Caching;
using Linnet.Storage;
using Linnet.Users;
using Microsoft.Extensions.Options;

namespace Linnet.Tweets;

/// <summary>
/// Tweets as a viewer sees them, from memory where they are in it. Every answer and message reads tweets here, so one place
/// decides what a viewer may see.
/// </summary>
internal sealed partial class TweetCache
{
    private readonly Database _database;
    private readonly UserCache _users;
    private readonly EntityCache<long, CachedTweet> _tweets;
    private readonly EntityCache<long, ViewerLikes> _likes;
    private readonly EntityCache<long, CachedTweet>.Loader _loadTweets;
    private readonly EntityCache<long, ViewerLikes>.Loader _loadLikes;

    public TweetCache(Database database, UserCache users, IOptions<TweetCacheOptions> options, CacheMetrics metrics)
    {
        (_database, _users) = (database, users);
        _tweets = new(options.Value.Tweets);
        _likes = new(options.Value.Viewers);
        metrics.Include("tweets", _tweets);
        metrics.Include("viewers", _likes);
        _loadTweets = LoadTweetsAsync;
        _loadLikes = LoadLikesAsync;
    }

    /// <returns>Those of the tweets that exist, in the order of their ids.</returns>
    public ValueTask<TweetPage> ReadAsync(IReadOnlyList<long> ids, long viewer, CancellationToken cancellation) =>
        TryReadKept(ids, viewer) is { } page
            ? new(page)
            : new(LoadInShareAsync(ids, viewer, cancellation));

    /// <summary>
    /// The same outside the viewer's share of the readers. For the answer to a write, which is durable: a 429 would make the
    /// client repeat it. And for messages that one loop sends to all connections, which must not wait for one account.
    /// </summary>
    public ValueTask<TweetPage> ReadOutsideShareAsync(IReadOnlyList<long> ids, long viewer, CancellationToken cancellation) =>
        TryReadKept(ids, viewer) is { } page
            ? new(page)
            : new(LoadAsync(ids, viewer, cancellation));

    /// <summary>A tweet as everyone sees it who does not like it, for a message that is rendered once for many.</summary>
    /// <returns>Null when it does not exist.</returns>
    public async ValueTask<Tweet?> FindWithoutViewerAsync(long id)
    {
        if (await _tweets.GetAsync(id, _loadTweets) is not { } tweet || await _users.GetAsync(tweet.AuthorId) is not { } author)
            return null;
        return new TweetView(tweet, author, IsLiked: false).ToTweet();
    }

    /// <summary>Keeps a tweet that was just written: its author's followers will ask for it at once.</summary>
    public void Remember(Tweet tweet) => _tweets.Put(tweet.Id, new CachedTweet(tweet));

    // The usual case: everything is in memory. Without a task, and without lists in between.
    private TweetPage? TryReadKept(IReadOnlyList<long> ids, long viewer)
    {
        if (!_likes.TryGet(viewer, out var likes))
            return null;
        var page = new TweetPage(ids);
        for (var index = 0; index < ids.Count; index++)
        {
            if (!_tweets.TryGet(ids[index], out var tweet) || !_users.TryGet(tweet.AuthorId, out var author))
                return null;
            page.Add(new TweetView(tweet, author, IsLiked: false));
        }
        if (!likes.TryMark(page))
            return null;
        _tweets.CountHits(ids.Count);
        _users.CountHits(ids.Count);
        _likes.CountHits(1);
        return page;
    }

    // A separate method: what a lambda captures is allocated where the method begins, which would be for every page from memory.
    private Task<TweetPage> LoadInShareAsync(IReadOnlyList<long> ids, long viewer, CancellationToken cancellation) =>
        _database.ForAsync(viewer, () => LoadAsync(ids, viewer, cancellation), cancellation);

    private async Task<TweetPage> LoadAsync(IReadOnlyList<long> ids, long viewer, CancellationToken cancellation)
    {
        var tweets = await _tweets.GetAllAsync(ids, _loadTweets);
        var authorIds = Array.ConvertAll(tweets, tweet => tweet?.AuthorId ?? 0);
        var authors = await _users.GetAllAsync(authorIds);
        var likes = (await _likes.GetAsync(viewer, _loadLikes))!;
        var page = new TweetPage(ids);
        List<int>? unknown = null;
        for (var index = 0; index < tweets.Length; index++)
        {
            // Either may have gone since the id was found.
            if (tweets[index] is not { } tweet || authors[index] is not { } author)
                continue;
            var isLiked = likes.Likes(tweet.Id);
            if (isLiked is null)
                (unknown ??= []).Add(page.Count);
            page.Add(new TweetView(tweet, author, isLiked ?? false));
        }
        if (unknown is not null)
            await MarkLikesAsync(page, unknown, viewer, cancellation);
        return page;
    }

    private async Task MarkLikesAsync(TweetPage page, List<int> unknown, long viewer, CancellationToken cancellation)
    {
        var ids = unknown.ConvertAll(index => page[index].Tweet.Id);
        var liked = await _database.ReadOneAsync(db => Queries.ListLikesAmongAsync(db, viewer, ids), cancellation);
        foreach (var index in unknown)
            page[index] = page[index] with { IsLiked = liked.Contains(page[index].Tweet.Id) };
    }

    private Task<Loaded<long, CachedTweet>> LoadTweetsAsync(IReadOnlyList<long> ids) =>
        _database.ReadAsync(
            async db => new Loaded<long, CachedTweet>(
                (await Queries.ListAsync(db, ids)).ToDictionary(tweet => tweet.Id, tweet => new CachedTweet(tweet)), await db.ReadSnapshotAsync()),
            CancellationToken.None);

    private Task<Loaded<long, ViewerLikes>> LoadLikesAsync(IReadOnlyList<long> viewers) =>
        _database.ReadAsync(
            async db =>
            {
                var found = new Dictionary<long, ViewerLikes>();
                foreach (var viewer in viewers)
                    found.Add(viewer, new ViewerLikes(await Queries.ListNewestLikesAsync(db, viewer, ViewerLikes.Length)));
                return new Loaded<long, ViewerLikes>(found, await db.ReadSnapshotAsync());
            },
            CancellationToken.None);
}
