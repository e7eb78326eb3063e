using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Races;

/// <summary>Counts again what the counters claim, from the rows alone.</summary>
internal static class CounterRecount
{
    // lang=sql
    private const string WrongUsers = """
        with counted as (
            select u.id, u.username, u.followers_count, u.following_count, u.tweets_count,
                   count(distinct f.follower_id) as followers, count(distinct g.followed_id) as following, count(distinct t.id) as tweets
            from users u
            left join follows f on f.followed_id = u.id
            left join follows g on g.follower_id = u.id
            left join tweets t on t.author_id = u.id
            group by u.id)
        select username || ' claims ' || followers_count || ' followers, ' || following_count || ' followed, ' || tweets_count
            || ' tweets; has ' || followers || ', ' || following || ', ' || tweets
        from counted
        where followers_count <> followers or following_count <> following or tweets_count <> tweets
        """;

    // lang=sql
    private const string WrongTweets = """
        with counted as (
            select t.id, t.likes_count, t.replies_count, t.retweets_count, t.quotes_count,
                   count(distinct l.user_id) as likes, count(distinct a.id) as replies, count(distinct r.id) as retweets,
                   count(distinct case r.kind when 0 then r.id end) as quotes
            from tweets t
            left join likes l on l.tweet_id = t.id
            left join tweets a on a.reply_to_id = t.id
            left join tweets r on r.retweet_of_id = t.id
            group by t.id)
        select 'tweet ' || id || ' claims ' || likes_count || ' likes, ' || replies_count || ' replies, ' || retweets_count
            || ' retweets, ' || quotes_count || ' quotes; has ' || likes || ', ' || replies || ', ' || retweets || ', ' || quotes
        from counted
        where likes_count <> likes or replies_count <> replies or retweets_count <> retweets or quotes_count <> quotes
        """;

    // lang=sql
    private const string Dangling = """
        select 'a like of or by nobody' from likes where user_id not in (select id from users) or tweet_id not in (select id from tweets)
        union all
        select 'a follow of or by nobody' from follows
        where follower_id not in (select id from users) or followed_id not in (select id from users)
        union all
        select 'tweet ' || id || ' speaks of one that is gone' from tweets
        where author_id not in (select id from users)
           or reply_to_id not in (select id from tweets) or retweet_of_id not in (select id from tweets)
        """;

    public static void AssertNoDrift(string databasePath)
    {
        foreach (var query in (string[])[WrongUsers, WrongTweets, Dangling])
            Assert.Empty(PlainSql.Query<string>(databasePath, query));
    }
}
