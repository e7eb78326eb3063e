using Linnet.Events;

namespace Linnet.Tweets;

internal sealed partial class TweetCache
{
    public static EventSubscription<TweetCache> Subscribe(EventSubscription<TweetCache> on) => on
        .On<TweetPosted>((tweets, posted, commit) => tweets.Add(posted, commit))
        .On<TweetEdited>((tweets, edited) => tweets._tweets.Drop(edited.TweetId))
        .On<TweetDeleted>((tweets, deleted, commit) => tweets.Remove(deleted, commit))
        .On<TweetLiked>((tweets, like, commit) => tweets.SetLike(like.LikerId, like.TweetId, likes: true, commit))
        .On<TweetUnliked>((tweets, unlike, commit) => tweets.SetLike(unlike.LikerId, unlike.TweetId, likes: false, commit))
        .On<RowsErased>((tweets, erased) => tweets.DropAll(erased.TweetIds))
        // Changes counts and references of other users' tweets. The event does not say which, so clear everything.
        .On<AccountDeleted>((tweets, _) => tweets.Clear())
        .OnInvalid(tweets => tweets.Clear());

    // Here and below: lambdas that capture nothing, so an event allocates none.
    private void Add(TweetPosted posted, Commit commit)
    {
        if (posted.ReplyTo is { } parent)
            _tweets.Apply(parent.TweetId, commit.Number, static tweet => tweet.AddReplies(1));
        if (posted.RetweetOf is { } original)
            _tweets.Apply(original.TweetId, commit.Number, static tweet => tweet.AddRetweets(1));
    }

    private void Remove(TweetDeleted deleted, Commit commit)
    {
        _tweets.Drop(deleted.TweetId);
        if (deleted.Orphans is { } orphans)
            DropAll(orphans);
        else
            _tweets.Clear();
        if (deleted.ReplyToId is { } parent)
            _tweets.Apply(parent, commit.Number, static tweet => tweet.AddReplies(-1));
        if (deleted.RetweetOfId is { } original)
            _tweets.Apply(original, commit.Number, static tweet => tweet.AddRetweets(-1));
    }

    private void SetLike(long likerId, long tweetId, bool likes, Commit commit)
    {
        _tweets.Apply(tweetId, commit.Number, likes ? static tweet => tweet.AddLikes(1) : static tweet => tweet.AddLikes(-1));
        if (commit.IsRemote)
            _likes.Drop(likerId);
        else
            _likes.Apply(likerId, commit.Number, known => known.Set(tweetId, likes));
    }

    private void DropAll(IReadOnlyList<long> tweetIds)
    {
        foreach (var tweetId in tweetIds)
            _tweets.Drop(tweetId);
    }

    private void Clear()
    {
        _tweets.Clear();
        _likes.Clear();
    }
}
