using Linnet.Relations;
using Linnet.Relations.Filters;

namespace Linnet.Tweets;

/// <summary>Where tweets are shown, which decides what is left out for a viewer's taste. What they may not see is left out everywhere.</summary>
internal enum TweetSurface
{
    /// <summary>By its id: everything that the viewer may see.</summary>
    ById,

    /// <summary>In a notification: everything that the viewer may see.</summary>
    Notification,

    /// <summary>Among the replies to a tweet: nothing of accounts that the viewer blocks.</summary>
    Thread,

    /// <summary>Among the tweets of one author: nothing of accounts that the viewer blocks, or that a filter hides.</summary>
    Profile,

    /// <summary>In the home timeline: nothing of accounts that the viewer blocks or mutes, or that a filter hides.</summary>
    Home,

    /// <summary>In another feed: the same.</summary>
    Public,
}

internal static class ViewerOfTweets
{
    /// <summary>Whether a viewer sees a tweet of this kind, author and visibility; of a repost, ask for its original too.</summary>
    public static bool Sees(this Viewer viewer, CachedTweet tweet, TweetSurface surface) => viewer.Sees(tweet.AuthorId, tweet.Visibility, surface);

    public static bool Sees(this Viewer viewer, long authorId, Visibility visibility, TweetSurface surface) =>
        (viewer.SeesEverybody && visibility is not Visibility.Followers)
        || (viewer.MaySee(authorId, visibility)
            && surface switch
            {
                TweetSurface.Home or TweetSurface.Public => !viewer.Hides(authorId),
                TweetSurface.Profile or TweetSurface.Thread => !viewer.Blocks(authorId),
                _ => true,
            });

    /// <summary>The filters that a tweet matches. One's own tweets match none, and a repost is judged by its original.</summary>
    /// <returns>Null for none.</returns>
    public static FilterMatches? Filter(this Viewer viewer, CachedTweet tweet, TweetSurface surface) =>
        viewer.Filters is { } filters && tweet.AuthorId != viewer.Id && tweet.Kind is not TweetKind.Repost
            ? filters.Match(tweet.TextForFilters, ContextOf(surface))
            : null;

    /// <summary>Whether a filter can leave a tweet out there. A hole in a thread puzzles, and so does an inbox that counts more than it shows.</summary>
    public static bool CanLeaveOut(this TweetSurface surface) => surface is TweetSurface.Home or TweetSurface.Public or TweetSurface.Profile;

    /// <summary>What a viewer sees of a tweet that another quotes.</summary>
    public static QuoteState StateOfQuoted(this Viewer viewer, CachedTweet quoted) =>
        !viewer.MaySee(quoted.AuthorId, quoted.Visibility) ? QuoteState.Unavailable
        : viewer.Blocks(quoted.AuthorId) ? QuoteState.Blocked
        : viewer.Mutes(quoted.AuthorId) ? QuoteState.Muted
        : QuoteState.Shown;

    private static FilterContexts ContextOf(TweetSurface surface) => surface switch
    {
        TweetSurface.Home => FilterContexts.Home,
        TweetSurface.Public => FilterContexts.Public,
        TweetSurface.Profile => FilterContexts.Profile,
        TweetSurface.Notification => FilterContexts.Notifications,
        _ => FilterContexts.Thread,
    };
}
