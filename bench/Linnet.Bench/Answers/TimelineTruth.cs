using System.Data.Common;
using Dapper;

namespace Linnet.Bench.Answers;

/// <summary>
/// What a viewer's home timeline has to show, by plain SQL over all rows: every count is recounted, and who a tweet is about is
/// looked up, not taken from the columns that repeat it.
/// </summary>
internal sealed class TimelineTruth(DbConnection connection, long viewer)
{
    public const int PageSize = 20;

    // A repost is left out if one of so many entries before it is a repost of the same tweet.
    private const int RepostDistance = 40;

    // A page that lacks tweets is filled up from so many further pages at most.
    private const int PagesExamined = 6;

    private const string IsShown = "shown";

    // lang=sql
    private const string Blocked = "(select blocked_id from blocks where blocker_id = @viewer)";

    // lang=sql
    private const string BlockedBy = "(select blocker_id from blocks where blocked_id = @viewer)";

    // lang=sql
    private const string Muted = "(select muted_id from mutes where muter_id = @viewer)";

    // lang=sql
    private const string Followed = "(select followed_id from follows where follower_id = @viewer)";

    // lang=sql
    private const string WithoutReposts = "(select followed_id from follows where follower_id = @viewer and hides_reposts)";

    // lang=sql
    private const string IsInTimeline = $"(t.author_id = @viewer or (t.author_id in {Followed} and t.author_id not in {Muted}))";

    // lang=sql
    private const string SelectTotal = $"select count(*) from tweets t where {IsInTimeline}";

    // lang=sql
    private static readonly string SelectIds = $"""
        select t.id
        from tweets t left join tweets p on p.id = t.reply_to_id left join tweets o on o.id = t.retweet_of_id
        where {IsInTimeline}
          and (t.author_id = @viewer or (
            {IsNotHidden("p.author_id")} and {IsNotHidden("o.author_id")} and not (t.kind = 1 and t.author_id in {WithoutReposts})))
        order by t.id desc limit @limit offset @skip
        """;

    // What a viewer sees of a tweet by itself, as the state of a quoted one.
    // lang=sql
    private const string State = $"""
        case when t.author_id <> @viewer and (t.author_id in {BlockedBy} or (t.visibility = 2 and t.author_id not in {Followed})) then 'unavailable'
             when t.author_id in {Blocked} then 'blocked'
             when t.author_id in {Muted} then 'muted'
             else '{IsShown}' end
        """;

    // The bench's filters are of whole words in lower case and apply everywhere, and its texts have a blank around each word.
    // lang=sql
    private const string Matches = """
        from filters f join filter_words w on w.filter_id = f.id
        where f.user_id = @viewer and t.author_id <> @viewer and ' ' || t.content || ' ' like '% ' || w.word || ' %'
        """;

    // lang=sql
    private const string SelectTweets = $"""
        select t.id as Id, t.kind as Kind, t.retweet_of_id as OriginalId, {State} as State,
            (select count(*) {Matches} and f.action = 1) as HidingFilters,
            concat_ws('|', 'filtered ' || (select count(*) {Matches}), t.id, t.author_id, t.reply_to_id, t.retweet_of_id,
                case t.kind when 0 then 'post' else 'repost' end,
                case t.visibility when 0 then 'public' when 1 then 'unlisted' else 'followers' end,
                (select count(*) from likes l where l.tweet_id = t.id),
                (select count(*) from tweets r where r.reply_to_id = t.id),
                (select count(*) from tweets r where r.retweet_of_id = t.id),
                (select count(*) from tweets r where r.retweet_of_id = t.id and r.kind = 0),
                case when exists (select 1 from likes l where l.user_id = @viewer and l.tweet_id = t.id) then 1 else 0 end,
                case when exists (select 1 from tweets r where r.author_id = @viewer and r.retweet_of_id = t.id and r.kind = 1) then 1 else 0 end,
                u.username,
                (select count(*) from follows f where f.followed_id = u.id),
                (select count(*) from follows f where f.follower_id = u.id),
                (select count(*) from tweets w where w.author_id = u.id),
                case t.kind when 0 then t.content else substr('RT @' || a.username || ': ' || o.content, 1, 280) end) as Text
        from tweets t join users u on u.id = t.author_id left join tweets o on o.id = t.retweet_of_id left join users a on a.id = o.author_id
        """;

    /// <summary>All tweets of the viewer and of those whom they follow and do not mute, shown or not.</summary>
    public long ReadTotal() => connection.QuerySingle<long>(SelectTotal, new { viewer });

    /// <summary>A page of the timeline, a line for each tweet: among 40 entries each is shown once, as its latest repost.</summary>
    /// <param name="number">From 1 on.</param>
    /// <param name="isFilled">Whether further tweets take the place of those that are left out, as where a client does not count pages.</param>
    public List<string> ReadPage(int number, bool isFilled)
    {
        var first = PageSize * (number - 1);
        var start = Math.Max(0, first - RepostDistance);
        var ids = connection.Query<long>(SelectIds, new { viewer, limit = first - start + (PageSize * PagesExamined), skip = start }).AsList();
        var tweets = ReadTweets(ids);
        var examined = Math.Max(0, ids.Count - (first - start));
        return
        [
            .. Enumerable.Range(first - start, isFilled ? examined : Math.Min(examined, PageSize))
                .Where(index => !IsRepeated(index, ids, tweets))
                .Select(index => tweets[ids[index]])
                .Where(tweet => tweet.IsWanted && (!tweet.IsRepost || tweets[tweet.OriginalId!.Value].IsWanted))
                .Take(PageSize)
                .Select(tweet => Describe(tweet, tweets, isQuoted: false)),
        ];
    }

    private static bool IsRepeated(int index, List<long> ids, Dictionary<long, TweetRow> tweets) =>
        ids[Math.Max(0, index - RepostDistance)..index].Exists(before => tweets[before].IsRepost && tweets[before].OriginalId == tweets[ids[index]].Shown);

    // With what they repost and quote, and what their originals quote. Deeper quotes are not shown.
    private Dictionary<long, TweetRow> ReadTweets(List<long> ids)
    {
        var found = new Dictionary<long, TweetRow>();
        for (var next = ids; next.Count > 0; next = [.. found.Values.Select(row => row.OriginalId).OfType<long>().Where(id => !found.ContainsKey(id))])
        {
            // Numbers in the text: a parameter with a list is written differently for each engine.
            foreach (var row in connection.Query<TweetRow>($"{SelectTweets} where t.id in ({string.Join(", ", next)})", new { viewer }))
                found.Add(row.Id, row);
        }
        return found;
    }

    private static string Describe(TweetRow tweet, Dictionary<long, TweetRow> tweets, bool isQuoted)
    {
        if (tweet.OriginalId is not { } id)
            return tweet.Text;
        var original = tweets[id];
        if (tweet.IsRepost)
            return $"{tweet.Text} reposts {Describe(original, tweets, isQuoted)}";
        if (isQuoted)
            return $"{tweet.Text} quotes nested";
        return original.State is IsShown
            ? $"{tweet.Text} quotes {IsShown} {Describe(original, tweets, isQuoted: true)}"
            : $"{tweet.Text} quotes {original.State}";
    }

    // lang=sql
    private static string IsNotHidden(string author) =>
        $"({author} is null or ({author} not in {Blocked} and {author} not in {BlockedBy} and {author} not in {Muted}))";

    private sealed class TweetRow
    {
        public long Id { get; init; }

        public long Kind { get; init; }

        public bool IsRepost => Kind is 1;

        /// <summary>What it reposts or quotes.</summary>
        public long? OriginalId { get; init; }

        public long? Shown => IsRepost ? OriginalId : Id;

        /// <summary>In the words of a quoted tweet's.</summary>
        public string State { get; init; } = "";

        /// <summary>How many filters want it left out, which they do not do to a quoted tweet.</summary>
        public long HidingFilters { get; init; }

        public bool IsWanted => State is IsShown && HidingFilters is 0;

        /// <summary>All but what it reposts or quotes.</summary>
        public string Text { get; init; } = "";
    }
}
