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

    // There is one list of everyone's tweets; under which key does not matter.
    private const long Everyone = 0;

    private readonly FirstPageCache _everyones;
    private readonly FirstPageCache _byAuthor;
    private readonly FirstPageCache _replies;

    public TweetLists(Database database, EventBus events, IOptions<ListCacheOptions> options, CacheMetrics metrics)
    {
        _everyones = new(database, Everyones, capacity: 1, pagedBy: "tweets");
        _byAuthor = new(database, ByAuthor, options.Value.Lists, pagedBy: "tweets");
        _replies = new(database, RepliesTo, options.Value.Lists, pagedBy: "tweets");
        metrics.Include("tweets_of_author", _byAuthor.Figures);
        metrics.Include("replies", _replies.Figures);
        events.Subscribe(Apply);
    }

    public ValueTask<IReadOnlyList<long>> ListIdsAsync(Slice slice, long reader, CancellationToken cancellation) =>
        _everyones.ReadAsync(Everyone, slice, reader, cancellation);

    public ValueTask<IReadOnlyList<long>> ListIdsByAuthorAsync(long authorId, Slice slice, long reader, CancellationToken cancellation) =>
        _byAuthor.ReadAsync(authorId, slice, reader, cancellation);

    public ValueTask<IReadOnlyList<long>> ListReplyIdsAsync(long tweetId, Slice slice, long reader, CancellationToken cancellation) =>
        _replies.ReadAsync(tweetId, slice, reader, cancellation);

    private void Apply(DomainEvent @event)
    {
        switch (@event)
        {
            case TweetPosted posted:
                DropListsOf(posted.AuthorId, posted.ReplyTo?.TweetId);
                break;
            case TweetDeleted deleted:
                DropListsOf(deleted.AuthorId, deleted.ReplyToId);
                _replies.Drop(deleted.TweetId);
                break;
            case AccountDeleted or EventFeedLost or CachesInvalid:
                _everyones.Clear();
                _byAuthor.Clear();
                _replies.Clear();
                break;
        }
    }

    private void DropListsOf(long authorId, long? parentId)
    {
        _everyones.Drop(Everyone);
        _byAuthor.Drop(authorId);
        if (parentId is { } parent)
            _replies.Drop(parent);
    }
}
