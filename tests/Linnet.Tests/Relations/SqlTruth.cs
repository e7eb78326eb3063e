using Linnet.Tests.Fixtures;

namespace Linnet.Tests.Relations;

/// <summary>What one viewer sees, computed by plain SQL over all rows, without any of the server's statements or caches.</summary>
internal sealed class SqlTruth(string database, long viewer)
{
    private const int RepostDistance = 40;

    // lang=sql
    private const string Deleted = "(select id from users where deleted_at is not null)";

    // lang=sql
    private const string Blocked = "(select blocked_id from blocks where blocker_id = @viewer)";

    // lang=sql
    private const string BlockedBy = "(select blocker_id from blocks where blocked_id = @viewer)";

    // lang=sql
    private const string Muted = "(select muted_id from mutes where muter_id = @viewer)";

    // lang=sql
    private const string Followed = "(select followed_id from follows where follower_id = @viewer)";

    // lang=sql
    private const string Hidden = $"""
        (select id from users where deleted_at is null and (id in {Blocked} or id in {BlockedBy} or id in {Muted}))
        """;

    private static string Sees(string t) => $"""
        ({t}.author_id not in {Deleted} and {t}.author_id not in {BlockedBy}
         and ({t}.visibility < 2 or {t}.author_id = @viewer or {t}.author_id in {Followed}))
        """;

    private static string OnFeeds(string t) => $"({Sees(t)} and {t}.author_id not in {Blocked} and {t}.author_id not in {Muted})";

    private static string InThreads(string t) => $"({Sees(t)} and {t}.author_id not in {Blocked})";

    private static string WithOriginal(Func<string, string> sees) =>
        $"({sees("t")} and (t.kind = 0 or exists (select 1 from tweets o where o.id = t.retweet_of_id and {sees("o")})))";

    /// <summary>The ids of the home timeline, newest first, each tweet once in 40 entries as its latest repost, and its size.</summary>
    public (List<long> Ids, long Total) Timeline(int limit)
    {
        var rows = Query<(long Id, long Shown, long IsRepost, long IsSeen)>(
            $"""
            select t.id, coalesce(case when t.kind = 1 then t.retweet_of_id end, t.id), t.kind, case when {WithOriginal(OnFeeds)} then 1 else 0 end
            from tweets t
            where t.author_id not in {Deleted} and (t.author_id = @viewer or (
                t.author_id in {Followed} and t.author_id not in {Muted}
                and coalesce(t.retweet_of_author_id, 0) not in {Hidden} and coalesce(t.reply_to_author_id, 0) not in {Hidden}
                and not (t.kind = 1 and t.author_id in (select followed_id from follows where follower_id = @viewer and hides_reposts))))
            order by t.id desc
            """);
        var shown = rows.Where((row, at) => row.IsSeen is 1
            && !rows[Math.Max(0, at - RepostDistance)..at].Exists(before => before.IsRepost is 1 && before.Shown == row.Shown));
        var total = Query<long>(
            $"""
            select count(*) from tweets t
            where t.author_id not in {Deleted} and (t.author_id = @viewer or (t.author_id in {Followed} and t.author_id not in {Muted}))
            """);
        return ([.. shown.Take(limit).Select(row => row.Id)], total.Single());
    }

    public List<long> Public(int limit) =>
        Query<long>($"select t.id from tweets t where t.visibility = 0 and t.kind = 0 and {OnFeeds("t")} order by t.id desc limit {limit}");

    public List<long> ByAuthor(long author, int limit) =>
        Query<long>($"select t.id from tweets t where t.author_id = @of and {WithOriginal(InThreads)} order by t.id desc limit {limit}", author);

    public List<long> Replies(long tweet, int limit, bool areHidden = false) => Query<long>(
        $"select t.id from tweets t where t.reply_to_id = @of and {(areHidden ? "" : "not")} t.is_hidden_reply and {InThreads("t")} order by t.id desc limit {limit}", tweet);

    public List<long> Quotes(long tweet, int limit) =>
        Query<long>($"select t.id from tweets t where t.retweet_of_id = @of and t.kind = 0 and {OnFeeds("t")} order by t.id desc limit {limit}", tweet);

    public bool MaySee(long tweet) => Query<long>($"select t.id from tweets t where t.id = @of and {WithOriginal(Sees)}", tweet).Count > 0;

    public List<long> Followers(long account, int limit) => People($"select follower_id as id from follows where followed_id = @of", account, limit);

    public List<long> Following(long account, int limit) => People($"select followed_id as id from follows where follower_id = @of", account, limit);

    public List<long> Likers(long tweet, int limit) => People($"select user_id as id from likes where tweet_id = @of", tweet, limit);

    public List<long> Everyone(int limit) => People("select id from users where id <> @of", 0, limit);

    /// <summary>The ids of the inbox, newest first.</summary>
    public List<long> Inbox(int limit) => Query<long>(
        $"""
        select n.id from notifications n
        where n.recipient_id = @viewer and n.actor_id not in {Deleted} and n.actor_id not in {Blocked} and n.actor_id not in {BlockedBy}
          and n.actor_id not in (select muted_id from mutes where muter_id = @viewer and hides_notifications)
          and (n.tweet_id is null or exists (select 1 from tweets t where t.id = n.tweet_id and {WithOriginal(Sees)}))
        order by n.id desc limit {limit}
        """);

    private List<long> People(string list, long of, int limit) => Query<long>(
        $"select id from ({list}) as listed where id not in {Deleted} and id not in {Blocked} and id not in {BlockedBy} order by id limit {limit}", of);

    private List<T> Query<T>(string sql, long of = 0) => PlainSql.Query<T>(database, sql, new { viewer, of });
}
