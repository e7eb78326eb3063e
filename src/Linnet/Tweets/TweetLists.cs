using Linnet.Common;
using Linnet.Common.Caching;
using Linnet.Events;
using Linnet.Relations;
using Linnet.Storage;
using Linnet.Users;
using Microsoft.Extensions.Options;

namespace Linnet.Tweets;

/// <summary>Finds tweets' ids, newest first.</summary>
internal sealed class TweetLists
{
    private const string AuthorIsThere = $"({DeletedAccounts.None} or t.author_id not in {DeletedAccounts.Ids})";

    private static readonly SlicedSql Everyones = SlicedSql.NewestFirst(
        $"select t.id from tweets t where t.visibility = 0 and t.kind = 0 and {AuthorIsThere}", "t.id");

    private static readonly SlicedSql ByAuthor = SlicedSql.NewestFirst("select t.id from tweets t where t.author_id = @of", "t.id");

    private static readonly SlicedSql OpenByAuthor = SlicedSql.NewestFirst(
        "select t.id from tweets t where t.author_id = @of and t.visibility < 2", "t.id");

    private static readonly SlicedSql Shown = RepliesWhere("not t.is_hidden_reply");

    private static readonly SlicedSql Hidden = RepliesWhere("t.is_hidden_reply");

    private static readonly SlicedSql QuotesOf = SlicedSql.NewestFirst(
        $"select t.id from tweets t where t.retweet_of_id = @of and t.kind = 0 and {AuthorIsThere}", "t.id");

    // Cursors are compared with the column of the index that the list walks along.
    private static readonly SlicedSql WithTag = SlicedSql.NewestFirst(
        $"""
        select x.tweet_id from tweet_tags x join tweets t on t.id = x.tweet_id
        where x.tag_id = @of and (t.visibility = 0 or t.author_id = @viewer) and {AuthorIsThere}
        """,
        "x.tweet_id");

    // The key of the only list of everyone's tweets.
    private const long Everyone = 0;

    private readonly Database _database;
    private readonly FirstPageCache _everyones;
    private readonly FirstPageCache _byAuthor;
    private readonly FirstPageCache _openByAuthor;
    private readonly FirstPageCache _replies;

    public TweetLists(Database database, IOptions<ListCacheOptions> options, CacheMetrics metrics)
    {
        _database = database;
        _everyones = new(database, Everyones, capacity: 1, pagedBy: "tweets");
        _byAuthor = new(database, ByAuthor, options.Value.Lists, pagedBy: "tweets");
        _openByAuthor = new(database, OpenByAuthor, options.Value.Lists, pagedBy: "tweets");
        _replies = new(database, Shown, options.Value.Lists, pagedBy: "tweets");
        metrics.Include("tweets_of_author", _byAuthor.Figures);
        metrics.Include("open_tweets_of_author", _openByAuthor.Figures);
        metrics.Include("replies", _replies.Figures);
    }

    public static EventSubscription<TweetLists> Subscribe(EventSubscription<TweetLists> on) => on
        .On<TweetPosted>((lists, posted) => lists.DropListsOf(posted.AuthorId, posted.ReplyTo?.TweetId))
        .On<TweetSettingsChanged>((lists, changed) =>
        {
            if (changed.ReplyToId is { } parent)
                lists._replies.Drop(parent);
        })
        .On<TweetDeleted>((lists, deleted) =>
        {
            lists.DropListsOf(deleted.AuthorId, deleted.ReplyToId);
            lists._replies.Drop(deleted.TweetId);
        })
        .On<AccountDeleted>((lists, _) => lists.Clear())
        .OnInvalid(lists => lists.Clear());

    /// <param name="list">Which kind of list.</param>
    /// <param name="of">The author's id, that of the tweet, or that of the hashtag; ignored for <see cref="TweetList.Everyone"/>.</param>
    /// <param name="slice">Which part of the list.</param>
    /// <param name="viewer">Whom it is for: an author's list has more for followers. A load counts against this account's share of the readers.</param>
    /// <param name="cancellation">Ends a wait for a load that serves this caller alone.</param>
    public ValueTask<IReadOnlyList<long>> ListIdsAsync(TweetList list, long of, Slice slice, Viewer viewer, CancellationToken cancellation) => list switch
    {
        TweetList.Everyone => _everyones.ReadAsync(Everyone, slice, viewer.Id, cancellation),
        TweetList.ByAuthor when viewer.MaySee(of, Visibility.Followers) => _byAuthor.ReadAsync(of, slice, viewer.Id, cancellation),
        TweetList.ByAuthor => _openByAuthor.ReadAsync(of, slice, viewer.Id, cancellation),
        TweetList.Replies => _replies.ReadAsync(of, slice, viewer.Id, cancellation),
        TweetList.HiddenReplies => ReadAsync(Hidden, of, slice, viewer, cancellation),
        TweetList.Quotes => ReadAsync(QuotesOf, of, slice, viewer, cancellation),
        TweetList.ByTag => ReadAsync(WithTag, of, slice, viewer, cancellation),
        _ => throw new ArgumentOutOfRangeException(nameof(list), list, "A list without a query"),
    };

    private static SlicedSql RepliesWhere(string condition) =>
        SlicedSql.NewestFirst($"select t.id from tweets t where t.reply_to_id = @of and {condition} and {AuthorIsThere}", "t.id");

    // Read so rarely that they are not kept.
    private async ValueTask<IReadOnlyList<long>> ReadAsync(SlicedSql sql, long of, Slice slice, Viewer viewer, CancellationToken cancellation)
    {
        var settled = await _database.BoundByStableIdAsync("tweets", slice, cancellation);
        return await _database.ForAsync(viewer.Id, () => _database.ReadOneAsync(db => sql.QueryAsync<long>(db, settled, new { of, viewer = viewer.Id }), cancellation), cancellation);
    }

    private void DropListsOf(long authorId, long? parentId)
    {
        _everyones.Drop(Everyone);
        _byAuthor.Drop(authorId);
        _openByAuthor.Drop(authorId);
        if (parentId is { } parent)
            _replies.Drop(parent);
    }

    private void Clear()
    {
        _everyones.Clear();
        _byAuthor.Clear();
        _openByAuthor.Clear();
        _replies.Clear();
    }
}

/// <summary>The lists of tweets, newest first.</summary>
internal enum TweetList
{
    /// <summary>All public tweets but reposts: the public feed.</summary>
    Everyone,

    /// <summary>The tweets of one author.</summary>
    ByAuthor,

    /// <summary>The replies to one tweet that its author did not hide.</summary>
    Replies,

    /// <summary>The replies to one tweet that its author hid.</summary>
    HiddenReplies,

    /// <summary>The quotes of one tweet.</summary>
    Quotes,

    /// <summary>The public tweets with one hashtag, and the viewer's own.</summary>
    ByTag,
}
