using Linnet.Common;
using Linnet.Relations;
using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Timelines;

/// <summary>
/// Finds the tweets of a viewer's home timeline: their own and those of the users they follow, newest first.
/// </summary>
/// <remarks>
/// A k-way merge over the authors' newest ids. Each author's tweets are in order already, on the index
/// <c>(author_id, id)</c>, so it takes a few from each, and more only from those whose few all made it into the answer.
/// So it reads in proportion to the authors and the page, not to all that was ever written; sorting all tweets of 100
/// followed users for a page of 20 would read thousands.
/// </remarks>
internal static class HomeTimelineQuery
{
    private const int Refill = 8;

    // lang=sql
    private const string Authors = $"""
        authors (id) as (
            select f.followed_id from follows f
            where f.follower_id = @viewer and ({DeletedAccounts.None} or f.followed_id not in {DeletedAccounts.Ids})
              and f.followed_id not in (select m.muted_id from mutes m where m.muter_id = @viewer)
            union all select @viewer)
        """;

    // PostgreSQL adds bigints up to a numeric.
    // lang=sql
    private const string SumTweets = $"""
        with {Authors}
        select count(*) as authors, cast(coalesce(sum(u.tweets_count), 0) as bigint) as tweets,
               exists (select 1 from blocks where blocker_id = @viewer) or exists (select 1 from blocks where blocked_id = @viewer)
               or exists (select 1 from mutes where muter_id = @viewer)
               or exists (select 1 from follows where follower_id = @viewer and hides_reposts) as hides_somebody
        from authors a join users u on u.id = a.id
        """;

    // Whom the viewer hides, and whose reposts. Blocks and mutes of authors need no condition: these are not followed.
    // lang=sql
    private const string HiddenAccounts = $"""
        {ViewerSql.HiddenAccounts},
        silent (id) as (select f.followed_id from follows f where f.follower_id = @viewer and f.hides_reposts)
        """;

    // lang=sql
    private static readonly string OfAll = $"with {Authors} ";

    // lang=sql
    private static readonly string OfSome = "with authors (id) as (select id from users where id in @authors) ";

    // lang=sql
    private static readonly string OfAllButHidden = $"with {Authors}, {HiddenAccounts} ";

    // lang=sql
    private static readonly string OfSomeButHidden = $"with authors (id) as (select id from users where id in @authors), {HiddenAccounts} ";

    private static readonly string TakeNewest = NewestWhere((_) => "");

    private static readonly string TakeOldest = OldestWhere((_) => "");

    // Two texts more, so that viewers who hide nobody pay nothing.
    private static readonly string TakeNewestShown = NewestWhere(IsShown);

    private static readonly string TakeOldestShown = OldestWhere(IsShown);

    // lang=sql
    private static string IsShown(string tweet) => $"""
        and ({tweet}.author_id = @viewer or (
            ({tweet}.retweet_of_author_id is null or {tweet}.retweet_of_author_id not in (select id from hidden))
            and ({tweet}.reply_to_author_id is null or {tweet}.reply_to_author_id not in (select id from hidden))
            and ({tweet}.kind = 0 or {tweet}.author_id not in (select id from silent))))
        """;

    // The scalar subquery finds an author's chunk-th id within the bounds; the join then reads just the rows up to it.
    // "cross join" keeps SQLite to that order: authors outside, their tweets inside. Of two bounds on one side SQLite seeks
    // with one and checks the other row by row, the subquery again for each; the plus leaves it only the one to seek with.
    // lang=sql
    private static string NewestWhere(Func<string, string> condition) => $"""
        select t.author_id, t.id
        from authors a cross join tweets t
        where t.author_id = a.id and +t.id > @after and t.id < @before
          and t.id >= coalesce(
            (select x.id from tweets x where x.author_id = a.id and x.id > @after and x.id < @before {condition("x")}
             order by x.id desc limit 1 offset @chunk - 1), @after) {condition("t")}
        """;

    // lang=sql
    private static string OldestWhere(Func<string, string> condition) => $"""
        select t.author_id, t.id
        from authors a cross join tweets t
        where t.author_id = a.id and t.id > @after and +t.id < @before
          and t.id <= coalesce(
            (select x.id from tweets x where x.author_id = a.id and x.id > @after and x.id < @before {condition("x")}
             order by x.id limit 1 offset @chunk - 1), @before) {condition("t")}
        """;

    /// <summary>How many authors and tweets the timeline has: a sum of counters, never a count of tweets.</summary>
    public static Task<TimelineSize> MeasureAsync(DbSession db, long viewer) =>
        db.QuerySingleAsync<TimelineSize>(SumTweets, new { viewer });

    /// <summary>The ids of one slice of the timeline, newest first.</summary>
    public static async Task<List<long>> FindIdsAsync(DbSession db, long viewer, Slice slice, TimelineSize size)
    {
        if (slice.Skip >= size.Tweets)
            return [];
        // Above the size check, so the sum cannot overflow.
        var wanted = slice.Skip + slice.Limit;
        var oldestFirst = slice.MinId is not null;
        var merge = new TimelineMerge(wanted, oldestFirst);
        var chunk = Math.Clamp(2 * wanted / size.Authors, 1, wanted);
        var hides = size.HidesSomebody;
        var take = (oldestFirst, hides) switch
        {
            (true, false) => TakeOldest,
            (false, false) => TakeNewest,
            (true, true) => TakeOldestShown,
            (false, true) => TakeNewestShown,
        };
        var all = (hides ? OfAllButHidden : OfAll) + take;
        merge.Add(await db.QueryAsync<(long AuthorId, long Id)>(all, new { viewer, chunk, after = slice.After, before = slice.Before }), chunk);
        while (merge.UnfinishedAuthors() is { Count: > 0 } authors)
        {
            chunk = Math.Min(chunk * Refill, wanted);
            var some = (hides ? OfSomeButHidden : OfSome) + take;
            merge.Add(
                await db.QueryAsync<(long AuthorId, long Id)>(some, new { viewer, authors, chunk, after = slice.After, before = slice.Before }), chunk);
        }
        return merge.Slice(slice.Skip, slice.Limit);
    }
}

/// <summary>How much a timeline is made of.</summary>
internal sealed record TimelineSize
{
    public long Authors { get; init; }

    /// <summary>All tweets of the authors, those included that are not shown because they are about somebody whom the viewer hides.</summary>
    public long Tweets { get; init; }

    /// <summary>Whether the viewer hides anybody's tweets or reposts, or is hidden from somebody.</summary>
    public bool HidesSomebody { get; init; }
}
