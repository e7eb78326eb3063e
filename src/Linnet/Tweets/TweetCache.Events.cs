using Linnet.Events;

namespace Linnet.Tweets;

internal sealed partial class TweetCache
{
    public static EventSubscription<TweetCache> Subscribe(EventSubscription<TweetCache> on) => on
        .On<TweetPosted>((tweets, posted, commit) => tweets.AddReferences(posted.ReplyTo?.TweetId, posted.RetweetOf?.TweetId, 1, commit))
        .On<TweetEdited>((tweets, edited) => tweets._tweets.Drop(edited.TweetId))
        .On<TweetDeleted>((tweets, deleted, commit) => tweets.Remove(deleted, commit))
        .On<TweetLiked>((tweets, like, commit) => tweets.SetLike(like.LikerId, like.TweetId, likes: true, commit))
        .On<TweetUnliked>((tweets, unlike, commit) => tweets.SetLike(unlike.LikerId, unlike.TweetId, likes: false, commit))
        .On<RowsErased>((tweets, erased) => tweets.DropAll(erased.TweetIds))
        // Changes counts and references of other users' tweets. The event does not say which, so clear everything.
        .On<AccountDeleted>((tweets, _) => tweets.Clear())
        .OnInvalid(tweets => tweets.Clear());

    private void AddReferences(long? replyTo, long? retweetOf, int by, Commit commit)
    {
        if (replyTo is { } parent)
            _tweets.Apply(parent, commit.Number, tweet => tweet.AddReplies(by));
        if (retweetOf is { } original)
            _tweets.Apply(original, commit.Number, tweet => tweet.AddRetweets(by));
    }

    private void Remove(TweetDeleted deleted, Commit commit)
    {
        _tweets.Drop(deleted.TweetId);
        if (deleted.Orphans is { } orphans)
            DropAll(orphans);
        else
            _tweets.Clear();
        AddReferences(deleted.ReplyToId, deleted.RetweetOfId, -1, commit);
    }

    private void SetLike(long likerId, long tweetId, bool likes, Commit commit)
    {
        _tweets.Apply(tweetId, commit.Number, tweet => tweet.AddLikes(likes ? 1 : -1));
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
