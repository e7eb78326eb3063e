using Linnet.Relations;
using Linnet.Users;

namespace Linnet.Timelines;

/// <summary>The statements of what the home timeline has for a followed hashtag: public tweets of people whom the viewer need not follow.</summary>
/// <remarks>Those by or about users whom the viewer hides, and by members of an exclusive list, are left out.</remarks>
internal static class TaggedSql
{
    // lang=sql
    private const string All = "f.user_id = @viewer";

    // lang=sql
    private const string Some = "f.user_id = @viewer and f.tag_id in @tags";

    private static readonly (string OfAll, string OfSome) Newest = (
        Select(All, "x.tweet_id < @before and +x.tweet_id > @after", "x.tweet_id >= ", "desc", "@after"),
        Select(Some, "x.tweet_id < @before and +x.tweet_id > @after", "x.tweet_id >= ", "desc", "@after"));

    private static readonly (string OfAll, string OfSome) Oldest = (
        Select(All, "x.tweet_id > @after and +x.tweet_id < @before", "x.tweet_id <= ", "asc", "@before"),
        Select(Some, "x.tweet_id > @after and +x.tweet_id < @before", "x.tweet_id <= ", "asc", "@before"));

    /// <summary>Takes <c>@chunk</c> ids of each hashtag that <c>@viewer</c> follows, or of those of <c>@tags</c>, with <see cref="TagTimeline.KeyOf"/>.</summary>
    public static string Take(bool oldestFirst, bool ofSome)
    {
        var (all, some) = oldestFirst ? Oldest : Newest;
        return ofSome ? some : all;
    }

    // As in TimelineSql: the scalar subquery finds a hashtag's chunk-th id, and the join reads the rows up to it.
    // lang=sql
    private static string Select(string tags, string bounds, string reaches, string order, string end) => $"""
        with {TimelineSql.HiddenAccounts}
        select -f.tag_id, x.tweet_id
        from tag_follows f cross join tweet_tags x cross join tweets t
        where {tags} and x.tag_id = f.tag_id and {bounds} and t.id = x.tweet_id and {IsShown("t")}
          and {reaches} coalesce(
            (select y.tweet_id from tweet_tags y cross join tweets s
             where y.tag_id = f.tag_id and y.tweet_id > @after and y.tweet_id < @before and s.id = y.tweet_id and {IsShown("s")}
             order by y.tweet_id {order} limit 1 offset @chunk - 1), {end})
        """;

    // lang=sql
    private static string IsShown(string tweet) => $"""
        {tweet}.visibility = 0 and {tweet}.author_id <> @viewer
        and ({DeletedAccounts.None} or {tweet}.author_id not in {DeletedAccounts.Ids})
        and {tweet}.author_id not in (select id from hidden) and {tweet}.author_id not in {ViewerSql.SetApart}
        and {TimelineSql.IsNotHidden(tweet)}
        """;
}
