using Linnet.Common;
using Linnet.Common.Caching;
using Linnet.Events;
using Linnet.Storage;
using Linnet.Users;
using Microsoft.Extensions.Options;

namespace Linnet.Tweets;

/// <summary>Finds tweets' ids, newest first.</summary>
internal sealed class TweetLists
{
    private static readonly SlicedSql Everyones = SlicedSql.NewestFirst(
        $"select t.id from tweets t where ({DeletedAccounts.None} or t.author_id not in {DeletedAccounts.Ids})", "t.id");

    private static readonly SlicedSql ByAuthor = SlicedSql.NewestFirst("select t.id from tweets t where t.author_id = @of", "t.id");

    private static readonly SlicedSql RepliesTo = SlicedSql.NewestFirst(
        $"select t.id from tweets t where t.reply_to_id = @of and ({DeletedAccounts.None} or t.author_id not in {DeletedAccounts.Ids})", "t.id");

    // The key of the only list of everyone's tweets.
    private const long Everyone = 0;

    private readonly FirstPageCache _everyones;
    private readonly FirstPageCache _byAuthor;
    private readonly FirstPageCache _replies;

    public TweetLists(Database database, IOptions<ListCacheOptions> options, CacheMetrics metrics)
    {
        _everyones = new(database, Everyones, capacity: 1, pagedBy: "tweets");
        _byAuthor = new(database, ByAuthor, options.Value.Lists, pagedBy: "tweets");
        _replies = new(database, RepliesTo, options.Value.Lists, pagedBy: "tweets");
        metrics.Include("tweets_of_author", _byAuthor.Figures);
        metrics.Include("replies", _replies.Figures);
    }

    public static EventSubscription<TweetLists> Subscribe(EventSubscription<TweetLists> on) => on
        .On<TweetPosted>((lists, posted) => lists.DropListsOf(posted.AuthorId, posted.ReplyTo?.TweetId))
        .On<TweetDeleted>((lists, deleted) =>
        {
            lists.DropListsOf(deleted.AuthorId, deleted.ReplyToId);
            lists._replies.Drop(deleted.TweetId);
        })
        .On<AccountDeleted>((lists, _) => lists.Clear())
        .OnInvalid(lists => lists.Clear());

    /// <param name="list">Which kind of list.</param>
    /// <param name="of">The author's id, or that of the tweet replied to; ignored for <see cref="TweetList.Everyone"/>.</param>
    /// <param name="slice">Which part of the list.</param>
    /// <param name="viewer">The account whose share of the readers a load counts against.</param>
    /// <param name="cancellation">Ends a wait for a load that serves this caller alone.</param>
    public ValueTask<IReadOnlyList<long>> ListIdsAsync(TweetList list, long of, Slice slice, long viewer, CancellationToken cancellation) => list switch
    {
        TweetList.Everyone => _everyones.ReadAsync(Everyone, slice, viewer, cancellation),
        TweetList.ByAuthor => _byAuthor.ReadAsync(of, slice, viewer, cancellation),
        TweetList.Replies => _replies.ReadAsync(of, slice, viewer, cancellation),
        _ => throw new ArgumentOutOfRangeException(nameof(list), list, "A list without a query"),
    };

    private void DropListsOf(long authorId, long? parentId)
    {
        _everyones.Drop(Everyone);
        _byAuthor.Drop(authorId);
        if (parentId is { } parent)
            _replies.Drop(parent);
    }

    private void Clear()
    {
        _everyones.Clear();
        _byAuthor.Clear();
        _replies.Clear();
    }
}

/// <summary>The lists of tweets, newest first.</summary>
internal enum TweetList
{
    /// <summary>All tweets: the public feed.</summary>
    Everyone,

    /// <summary>The tweets of one author.</summary>
    ByAuthor,

    /// <summary>The replies to one tweet.</summary>
    Replies,
}
