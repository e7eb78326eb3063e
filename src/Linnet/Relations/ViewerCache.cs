using Linnet.Common;
using Linnet.Common.Caching;
using Linnet.Events;
using Linnet.Relations.Filters;
using Linnet.Storage;
using Microsoft.Extensions.Options;

namespace Linnet.Relations;

/// <summary>The viewers of recent requests, from memory where they are in it.</summary>
internal sealed class ViewerCache
{
    // lang=sql
    private const string SelectLiked = "select tweet_id from likes where user_id = @viewer order by tweet_id desc limit @length";

    // lang=sql
    private const string SelectReposted = """
        select retweet_of_id from tweets where author_id = @viewer and kind = 1 and retweet_of_id is not null
        order by retweet_of_id desc limit @length
        """;

    // lang=sql
    private const string SelectBookmarked = "select tweet_id from bookmarks where user_id = @viewer order by tweet_id desc limit @length";

    // lang=sql
    private const string SelectVotes = "select poll_id, choices from poll_votes where user_id = @viewer order by poll_id desc limit @length";

    // lang=sql
    private const string SelectThreads = "select conversation_id from muted_threads where user_id = @viewer order by conversation_id desc limit @length";

    private readonly Database _database;
    private readonly TimeProvider _clock;
    private readonly EntityCache<long, Viewer> _viewers;
    private readonly EntityCache<long, Viewer>.Loader _load;

    public ViewerCache(Database database, IOptions<ViewerCacheOptions> options, CacheMetrics metrics, TimeProvider clock)
    {
        (_database, _clock) = (database, clock);
        _viewers = new(options.Value.Viewers);
        metrics.Include("viewers", _viewers);
        _load = LoadAsync;
    }

    public static EventSubscription<ViewerCache> Subscribe(EventSubscription<ViewerCache> on) => on
        .On<TweetPosted>((viewers, posted, commit) =>
        {
            if (posted is { IsRepost: true, RetweetOf: { } original })
                viewers.Mark(posted.AuthorId, original.TweetId, TweetMarks.Reposted, isSet: true, commit);
        })
        .On<TweetDeleted>((viewers, deleted, commit) =>
        {
            if (deleted is { IsRepost: true, RetweetOfId: { } original })
                viewers.Mark(deleted.AuthorId, original, TweetMarks.Reposted, isSet: false, commit);
        })
        .On<TweetLiked>((viewers, like, commit) => viewers.Mark(like.LikerId, like.TweetId, TweetMarks.Liked, isSet: true, commit))
        .On<TweetUnliked>((viewers, unlike, commit) => viewers.Mark(unlike.LikerId, unlike.TweetId, TweetMarks.Liked, isSet: false, commit))
        .On<BookmarkChanged>((viewers, change, commit) =>
            viewers.Mark(change.AccountId, change.TweetId, TweetMarks.Bookmarked, change.IsBookmarked, commit))
        .On<ThreadMuteChanged>((viewers, change, commit) => viewers.SetMuted(change, commit))
        .On<PollVoted>((viewers, vote, commit) => viewers.AddVote(vote, commit))
        .On<UserFollowed>((viewers, follow) => viewers._viewers.Drop(follow.FollowerId))
        .On<UserUnfollowed>((viewers, unfollow) => viewers._viewers.Drop(unfollow.FollowerId))
        .On<FollowChanged>((viewers, change) => viewers._viewers.Drop(change.FollowerId))
        .On<UserBlocked>((viewers, block) => viewers.Drop(block.BlockerId, block.BlockedId))
        .On<UserUnblocked>((viewers, unblock) => viewers.Drop(unblock.BlockerId, unblock.BlockedId))
        .On<UserMuted>((viewers, mute) => viewers._viewers.Drop(mute.MuterId))
        .On<UserUnmuted>((viewers, unmute) => viewers._viewers.Drop(unmute.MuterId))
        .On<FiltersChanged>((viewers, change) => viewers._viewers.Drop(change.AccountId))
        .On<AccountDeleted>((viewers, _) => viewers._viewers.Clear())
        .OnInvalid(viewers => viewers._viewers.Clear());

    /// <summary>Within the account's share of the readers.</summary>
    public ValueTask<Viewer> GetAsync(long accountId, CancellationToken cancellation)
    {
        if (!_viewers.TryGet(accountId, out var viewer))
            return new(LoadInShareAsync(accountId, cancellation));
        _viewers.CountHits(1);
        return new(viewer);
    }

    // A separate method: what a lambda captures is allocated where the method begins, which would be for every request.
    private Task<Viewer> LoadInShareAsync(long accountId, CancellationToken cancellation) =>
        _database.ForAsync(accountId, () => GetOutsideShareAsync(accountId), cancellation);

    /// <summary>The same for the loop that sends messages to all connections, which must not wait for one account.</summary>
    public async Task<Viewer> GetOutsideShareAsync(long accountId) => (await _viewers.GetAsync(accountId, _load))!;

    private void Mark(long accountId, long tweetId, TweetMarks mark, bool isSet, Commit commit)
    {
        // A remote mark and a local one that undo each other may arrive in either order.
        if (commit.IsRemote)
            _viewers.Drop(accountId);
        else
            _viewers.Apply(accountId, commit.Number, viewer => viewer.Marks.Set(tweetId, mark, isSet));
    }

    // A vote is for good, so one that arrives late is right too.
    private void AddVote(PollVoted vote, Commit commit) =>
        _viewers.Apply(vote.VoterId, commit.Number, viewer => viewer.Votes.Add(vote.PollId, vote.Choices));

    private void SetMuted(ThreadMuteChanged change, Commit commit)
    {
        // As of marks: a remote change and a local one may arrive in either order.
        if (commit.IsRemote)
            _viewers.Drop(change.AccountId);
        else
            _viewers.Apply(change.AccountId, commit.Number, viewer => viewer.Threads.Set(change.ConversationId, change.IsMuted));
    }

    private void Drop(long one, long other)
    {
        _viewers.Drop(one);
        _viewers.Drop(other);
    }

    private Task<Loaded<long, Viewer>> LoadAsync(IReadOnlyList<long> accountIds) =>
        _database.ReadAsync(
            async db =>
            {
                var found = new Dictionary<long, Viewer>();
                foreach (var viewer in accountIds)
                {
                    var relations = new ViewerRelations(await db.QueryAsync<(long, long)>(ViewerSql.SelectRelations, new { viewer }));
                    var filters = await FilterRows.ListActiveAsync(db, viewer, Timestamp.Now(_clock));
                    var liked = await db.QueryAsync<long>(SelectLiked, new { viewer, length = ViewerMarks.Length });
                    var reposted = await db.QueryAsync<long>(SelectReposted, new { viewer, length = ViewerMarks.Length });
                    var bookmarked = await db.QueryAsync<long>(SelectBookmarked, new { viewer, length = ViewerMarks.Length });
                    var votes = await db.QueryAsync<(long, long)>(SelectVotes, new { viewer, length = ViewerVotes.Length });
                    var threads = await db.QueryAsync<long>(SelectThreads, new { viewer, length = ViewerThreads.Length });
                    var marks = new ViewerMarks(liked, reposted, bookmarked);
                    found.Add(
                        viewer,
                        new Viewer(viewer, relations, filters is [] ? null : new ViewerFilters(filters), marks, new ViewerVotes(votes), new ViewerThreads(threads)));
                }
                return new Loaded<long, Viewer>(found, await db.ReadSnapshotAsync());
            },
            CancellationToken.None);
}
