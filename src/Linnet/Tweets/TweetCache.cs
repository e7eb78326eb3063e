using Linnet.Common.Caching;
using Linnet.Events;
using Linnet.Storage;
using Linnet.Users;
using Microsoft.Extensions.Options;

namespace Linnet.Tweets;

/// <summary>
/// Tweets as a viewer sees them, from memory where they are in it. All reading of tweets for answers goes through here, so
/// what a viewer may see is decided in one place.
/// </summary>
internal sealed class TweetCache
{
    // lang=sql
    private const string SelectNewestLikes = "select tweet_id from likes where user_id = @reader order by tweet_id desc limit @length";

    // lang=sql
    private const string SelectLikesAmong = "select tweet_id from likes where user_id = @viewer and tweet_id in @ids";

    private readonly Database _database;
    private readonly UserCache _users;
    private readonly EntityCache<long, CachedTweet> _tweets;
    private readonly EntityCache<long, ViewerLikes> _likes;
    private readonly EntityCache<long, CachedTweet>.Loader _loadTweets;
    private readonly EntityCache<long, ViewerLikes>.Loader _loadLikes;

    public TweetCache(Database database, UserCache users, EventBus events, IOptions<TweetCacheOptions> options, CacheMetrics metrics)
    {
        (_database, _users) = (database, users);
        _tweets = new(options.Value.Tweets);
        _likes = new(options.Value.Viewers);
        metrics.Include("tweets", _tweets);
        metrics.Include("viewers", _likes);
        _loadTweets = LoadTweetsAsync;
        _loadLikes = LoadLikesAsync;
        events.Subscribe(Apply);
    }

    /// <returns>Those of the tweets that exist, in the order of their ids.</returns>
    public ValueTask<TweetPage> ReadAsync(IReadOnlyList<long> ids, long viewer, CancellationToken cancellation) =>
        TryReadKept(ids, viewer) is { } page
            ? new(page)
            : new(LoadInShareAsync(ids, viewer, cancellation));

    /// <summary>
    /// The same for the answer to a write, outside the viewer's share of the readers: the write is durable, and an answer that says
    /// 429 would have it repeated. How often somebody writes is bounded elsewhere.
    /// </summary>
    public ValueTask<TweetPage> ReadWrittenAsync(IReadOnlyList<long> ids, long viewer, CancellationToken cancellation) =>
        TryReadKept(ids, viewer) is { } page
            ? new(page)
            : new(LoadAsync(ids, viewer, cancellation));

    /// <summary>Keeps a tweet that was just written, for its author's followers will ask for it at once.</summary>
    public void Remember(Tweet tweet) => _tweets.Put(tweet.Id, new CachedTweet(tweet));

    // What nearly every read finds: all of it in memory. Without a task, and without lists in between.
    private TweetPage? TryReadKept(IReadOnlyList<long> ids, long viewer)
    {
        if (!_likes.TryGet(viewer, out var likes))
            return null;
        var page = new TweetPage(ids.Count);
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

    // Apart: what a lambda captures is allocated where the method begins, which would be with every page from memory.
    private Task<TweetPage> LoadInShareAsync(IReadOnlyList<long> ids, long viewer, CancellationToken cancellation) =>
        _database.ForAsync(viewer, () => LoadAsync(ids, viewer, cancellation), cancellation);

    private async Task<TweetPage> LoadAsync(IReadOnlyList<long> ids, long viewer, CancellationToken cancellation)
    {
        var tweets = await _tweets.GetAllAsync(ids, _loadTweets);
        var authorIds = Array.ConvertAll(tweets, tweet => tweet?.AuthorId ?? 0);
        var authors = await _users.GetAllAsync(authorIds);
        var likes = (await _likes.GetAsync(viewer, _loadLikes))!;
        var page = new TweetPage(tweets.Length);
        List<int>? unknown = null;
        for (var index = 0; index < tweets.Length; index++)
        {
            // One of the two may have gone since its id was found.
            if (tweets[index] is not { } tweet || authors[index] is not { } author)
                continue;
            var isLiked = likes.Likes(tweet.Id);
            if (isLiked is null)
                (unknown ??= []).Add(page.Count);
            page.Add(new TweetView(tweet, author, isLiked ?? false));
        }
        if (unknown is not null)
            await AskForLikesAsync(page, unknown, viewer, cancellation);
        return page;
    }

    private async Task AskForLikesAsync(TweetPage page, List<int> unknown, long viewer, CancellationToken cancellation)
    {
        var ids = unknown.ConvertAll(index => page[index].Tweet.Id);
        var liked = await _database.ReadOneAsync(db => db.QueryAsync<long>(SelectLikesAmong, new { viewer, ids }), cancellation);
        foreach (var index in unknown)
            page[index] = page[index] with { IsLiked = liked.Contains(page[index].Tweet.Id) };
    }

    private Task<(IReadOnlyDictionary<long, CachedTweet> Found, Snapshot AsOf)> LoadTweetsAsync(IReadOnlyList<long> ids) =>
        _database.ReadAsync<(IReadOnlyDictionary<long, CachedTweet>, Snapshot)>(
            async db => (
                (await TweetQueries.ListByIdsAsync(db, ids, viewer: 0)).ToDictionary(tweet => tweet.Id, tweet => new CachedTweet(tweet)),
                await db.ReadSnapshotAsync()),
            CancellationToken.None);

    private Task<(IReadOnlyDictionary<long, ViewerLikes> Found, Snapshot AsOf)> LoadLikesAsync(IReadOnlyList<long> readers) =>
        _database.ReadAsync<(IReadOnlyDictionary<long, ViewerLikes>, Snapshot)>(
            async db =>
            {
                var found = new Dictionary<long, ViewerLikes>();
                foreach (var reader in readers)
                    found.Add(reader, new ViewerLikes(await db.QueryAsync<long>(SelectNewestLikes, new { reader, length = ViewerLikes.Length })));
                return (found, await db.ReadSnapshotAsync());
            },
            CancellationToken.None);

    private void Apply(DomainEvent @event, Commit at)
    {
        var commit = at.Number;
        switch (@event)
        {
            case TweetPosted posted:
                if (posted.ReplyTo is { } parent)
                    _tweets.Apply(parent.TweetId, commit, tweet => tweet.AddReplies(1));
                if (posted.RetweetOf is { } original)
                    _tweets.Apply(original.TweetId, commit, tweet => tweet.AddRetweets(1));
                break;
            case TweetEdited edited:
                _tweets.Drop(edited.TweetId);
                break;
            case TweetDeleted deleted:
                Apply(deleted, commit);
                break;
            case TweetLiked like:
                _tweets.Apply(like.TweetId, commit, tweet => tweet.AddLikes(1));
                SetLike(like.LikerId, like.TweetId, likes: true, at);
                break;
            case TweetUnliked unlike:
                _tweets.Apply(unlike.TweetId, commit, tweet => tweet.AddLikes(-1));
                SetLike(unlike.LikerId, unlike.TweetId, likes: false, at);
                break;
            case RowsErased erased:
                DropAll(erased.TweetIds);
                break;
            // Others' tweets may refer to one of the account's; which, nobody knows here.
            case AccountDeleted or EventFeedLost or CachesInvalid:
                _tweets.Clear();
                _likes.Clear();
                break;
        }
    }

    private void DropAll(IReadOnlyList<long> tweetIds)
    {
        foreach (var tweetId in tweetIds)
            _tweets.Drop(tweetId);
    }

    private void SetLike(long likerId, long tweetId, bool likes, Commit commit)
    {
        if (commit.IsRemote)
            _likes.Drop(likerId);
        else
            _likes.Apply(likerId, commit.Number, known => known.Set(tweetId, likes));
    }

    private void Apply(TweetDeleted deleted, long commit)
    {
        _tweets.Drop(deleted.TweetId);
        if (deleted.Orphans is { } orphans)
            DropAll(orphans);
        else
            _tweets.Clear();
        if (deleted.ReplyToId is { } parent)
            _tweets.Apply(parent, commit, tweet => tweet.AddReplies(-1));
        if (deleted.RetweetOfId is { } original)
            _tweets.Apply(original, commit, tweet => tweet.AddRetweets(-1));
    }
}
