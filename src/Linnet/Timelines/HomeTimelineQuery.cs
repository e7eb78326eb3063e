using Linnet.Common;
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
            union all select @viewer)
        """;

    // PostgreSQL adds bigints up to a numeric.
    // lang=sql
    private const string SumTweets = $"""
        with {Authors} select count(*) as authors, cast(coalesce(sum(u.tweets_count), 0) as bigint) as tweets from authors a join users u on u.id = a.id
        """;

    // The scalar subquery finds an author's chunk-th id within the bounds; the join then reads just the rows up to it.
    // "cross join" keeps SQLite to that order: authors outside, their tweets inside. Of two bounds on one side SQLite seeks
    // with one and checks the other row by row, the subquery again for each; the plus leaves it only the one to seek with.
    // lang=sql
    private const string TakeNewest = """
        select t.author_id, t.id
        from authors a cross join tweets t
        where t.author_id = a.id and +t.id > @after and t.id < @before
          and t.id >= coalesce(
            (select x.id from tweets x where x.author_id = a.id and x.id > @after and x.id < @before
             order by x.id desc limit 1 offset @chunk - 1), @after)
        """;

    // lang=sql
    private const string TakeOldest = """
        select t.author_id, t.id
        from authors a cross join tweets t
        where t.author_id = a.id and t.id > @after and +t.id < @before
          and t.id <= coalesce(
            (select x.id from tweets x where x.author_id = a.id and x.id > @after and x.id < @before
             order by x.id limit 1 offset @chunk - 1), @before)
        """;

    // lang=sql
    private const string OfAll = $"with {Authors} ";

    // lang=sql
    private const string OfSome = "with authors (id) as (select id from users where id in @authors) ";

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
        var take = oldestFirst ? TakeOldest : TakeNewest;
        merge.Add(await db.QueryAsync<(long AuthorId, long Id)>(OfAll + take, new { viewer, chunk, after = slice.After, before = slice.Before }), chunk);
        while (merge.UnfinishedAuthors() is { Count: > 0 } authors)
        {
            chunk = Math.Min(chunk * Refill, wanted);
            merge.Add(await db.QueryAsync<(long AuthorId, long Id)>(OfSome + take, new { authors, chunk, after = slice.After, before = slice.Before }), chunk);
        }
        return merge.Slice(slice.Skip, slice.Limit);
    }
}

/// <summary>How much a timeline is made of.</summary>
internal readonly record struct TimelineSize(long Authors, long Tweets);
