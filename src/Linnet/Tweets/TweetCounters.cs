using Linnet.Storage.Counters;

namespace Linnet.Tweets;

/// <summary>The counters that tweets and likes keep.</summary>
internal static class TweetCounters
{
    public static readonly Counter OfAuthor = new("users", "tweets_count", "tweets", "select count(*) from tweets x where x.author_id = t.id");

    public static readonly Counter Likes = new("tweets", "likes_count", "likes", "select count(*) from likes l where l.tweet_id = t.id");

    public static readonly Counter Replies = new("tweets", "replies_count", "tweets", "select count(*) from tweets r where r.reply_to_id = t.id");

    public static readonly Counter Retweets = new("tweets", "retweets_count", "tweets", "select count(*) from tweets r where r.retweet_of_id = t.id");

    public static readonly Counter Quotes =
        new("tweets", "quotes_count", "tweets", "select count(*) from tweets r where r.retweet_of_id = t.id and r.kind = 0");
}
