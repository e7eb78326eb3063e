using Linnet.Relations;

namespace Linnet.Tweets;

/// <summary>Where tweets are shown, which decides what is left out for a viewer's taste. What they may not see is left out everywhere.</summary>
internal enum TweetSurface
{
    /// <summary>By its id: everything that the viewer may see.</summary>
    ById,

    /// <summary>Of one author, or in a thread: nothing of accounts that the viewer blocks.</summary>
    Chosen,

    /// <summary>A feed: nothing of accounts that the viewer blocks or mutes.</summary>
    Feed,
}

internal static class ViewerOfTweets
{
    /// <summary>Whether a viewer sees a tweet of this kind, author and visibility; of a repost, ask for its original too.</summary>
    public static bool Sees(this Viewer viewer, CachedTweet tweet, TweetSurface surface) =>
        (viewer.SeesEverybody && tweet.Visibility is not Visibility.Followers)
        || (viewer.MaySee(tweet.AuthorId, tweet.Visibility)
            && surface switch
            {
                TweetSurface.Feed => !viewer.Hides(tweet.AuthorId),
                TweetSurface.Chosen => !viewer.Blocks(tweet.AuthorId),
                _ => true,
            });

    /// <summary>What a viewer sees of a tweet that another quotes.</summary>
    public static QuoteState StateOfQuoted(this Viewer viewer, CachedTweet quoted) =>
        !viewer.MaySee(quoted.AuthorId, quoted.Visibility) ? QuoteState.Unavailable
        : viewer.Blocks(quoted.AuthorId) ? QuoteState.Blocked
        : viewer.Mutes(quoted.AuthorId) ? QuoteState.Muted
        : QuoteState.Shown;
}
