using Linnet.Common;
using Linnet.Relations;
using Linnet.Storage;

namespace Linnet.Timelines;

/// <summary>
/// Finds the tweets of a timeline, newest first: an account's home timeline, or that of one of its lists.
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

    /// <summary>How many authors and tweets the timeline has.</summary>
    public static Task<TimelineSize> MeasureAsync(DbSession db, TimelineKey timeline) =>
        db.QuerySingleAsync<TimelineSize>(SqlOf(timeline).Measure, new { viewer = timeline.OwnerId, list = timeline.ListId });

    /// <summary>The ids of one slice of the timeline, newest first.</summary>
    public static async Task<List<long>> FindIdsAsync(DbSession db, TimelineKey timeline, Slice slice, TimelineSize size)
    {
        if (slice.Skip >= size.Tweets && (size.Tags is 0 || slice.Skip > 0))
            return [];
        // Above the size check, so the sum cannot overflow.
        var wanted = slice.Skip + slice.Limit;
        var oldestFirst = slice.MinId is not null;
        var merge = new TimelineMerge(wanted, oldestFirst, mayRepeat: size.Tags > 0);
        var chunk = Math.Clamp(2 * wanted / (size.Authors + size.Tags), 1, wanted);
        var sql = SqlOf(timeline);
        var (viewer, list) = (timeline.OwnerId, timeline.ListId);
        merge.Add(
            await db.QueryAsync<(long AuthorId, long Id)>(
                sql.Take(oldestFirst, size.HidesSomebody, ofSome: false), new { viewer, list, chunk, after = slice.After, before = slice.Before }),
            chunk);
        if (size.Tags > 0)
        {
            merge.Add(
                await db.QueryAsync<(long Key, long Id)>(
                    TaggedSql.Take(oldestFirst, ofSome: false), new { viewer, chunk, after = slice.After, before = slice.Before }),
                chunk);
        }
        while (merge.UnfinishedAuthors() is { Count: > 0 } authors)
        {
            chunk = Math.Min(chunk * Refill, wanted);
            var tags = size.Tags is 0 ? [] : authors.FindAll(TagTimeline.IsTag).ConvertAll(TagTimeline.TagIdOf);
            if (tags.Count < authors.Count)
            {
                merge.Add(
                    await db.QueryAsync<(long AuthorId, long Id)>(
                        sql.Take(oldestFirst, size.HidesSomebody, ofSome: true),
                        new { viewer, list, authors, chunk, after = slice.After, before = slice.Before }),
                    chunk);
            }
            if (tags.Count > 0)
            {
                merge.Add(
                    await db.QueryAsync<(long Key, long Id)>(
                        TaggedSql.Take(oldestFirst, ofSome: true), new { viewer, tags, chunk, after = slice.After, before = slice.Before }),
                    chunk);
            }
        }
        return merge.Slice(slice.Skip, slice.Limit);
    }

    private static TimelineSql SqlOf(TimelineKey timeline) => timeline.ListId is null ? TimelineSql.Home : TimelineSql.List;
}

/// <summary>How much a timeline is made of.</summary>
internal sealed record TimelineSize
{
    public long Authors { get; init; }

    /// <summary>All tweets of the authors, those included that are not shown because they are about somebody whom the viewer hides.</summary>
    public long Tweets { get; init; }

    /// <summary>Whether the viewer hides anybody's tweets or reposts, is hidden from somebody, or has set somebody apart; true for a list.</summary>
    public bool HidesSomebody { get; init; }

    /// <summary>How many hashtags the viewer follows; 0 for a list.</summary>
    public long Tags { get; init; }

    /// <summary>Whether the owner has set themselves apart, so that the home timeline lacks their own tweets.</summary>
    public bool LacksOwn { get; init; }
}
