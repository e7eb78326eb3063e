using Linnet.Events;

namespace Linnet.Tweets;

internal sealed partial class TweetCache
{
    public static EventSubscription<TweetCache> Subscribe(EventSubscription<TweetCache> on) => on
        .On<TweetPosted>((tweets, posted, commit) => tweets.Add(posted, commit))
        .On<TweetEdited>((tweets, edited) => tweets._tweets.Drop(edited.TweetId))
        .On<TweetSettingsChanged>((tweets, changed) => tweets._tweets.Drop(changed.TweetId))
        .On<TweetDeleted>((tweets, deleted, commit) => tweets.Remove(deleted, commit))
        .On<TweetLiked>((tweets, like, commit) => tweets._tweets.Apply(like.TweetId, commit.Number, static tweet => tweet.AddLikes(1)))
        .On<TweetUnliked>((tweets, unlike, commit) => tweets._tweets.Apply(unlike.TweetId, commit.Number, static tweet => tweet.AddLikes(-1)))
        .On<PollVoted>((tweets, vote) => tweets._tweets.Drop(vote.PollId))
        .On<EntitiesFound>((tweets, found) => tweets.DropAll(found.TweetIds))
        .On<RowsErased>((tweets, erased) => tweets.DropAll(erased.TweetIds))
        // Changes counts and references of other users' tweets. The event does not say which, so clear everything.
        .On<AccountDeleted>((tweets, _) => tweets._tweets.Clear())
        .OnInvalid(tweets => tweets._tweets.Clear());

    // Here and below: lambdas that capture nothing, so an event allocates none.
    private void Add(TweetPosted posted, Commit commit)
    {
        if (posted.ReplyTo is { } parent)
            _tweets.Apply(parent.TweetId, commit.Number, static tweet => tweet.AddReplies(1));
        if (posted.RetweetOf is not { } original)
            return;
        if (posted.IsRepost)
            _tweets.Apply(original.TweetId, commit.Number, static tweet => tweet.AddRetweets(1));
        else
            // Changes the count of quotes too, which is not among the counts that change in memory.
            _tweets.Drop(original.TweetId);
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
        if (deleted.RetweetOfId is not { } original)
            return;
        if (deleted.IsRepost)
            _tweets.Apply(original, commit.Number, static tweet => tweet.AddRetweets(-1));
        else
            _tweets.Drop(original);
    }

    private void DropAll(IReadOnlyList<long> tweetIds)
    {
        foreach (var tweetId in tweetIds)
            _tweets.Drop(tweetId);
    }
}
