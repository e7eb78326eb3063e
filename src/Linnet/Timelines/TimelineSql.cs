using Linnet.Relations;
using Linnet.Users;

namespace Linnet.Timelines;

/// <summary>The statements of one kind of timeline: who its authors are, and which of their tweets it shows.</summary>
/// <remarks>They take <c>@viewer</c>, who reads it, and the one of lists <c>@list</c>.</remarks>
internal sealed class TimelineSql
{
    /// <summary>The home timeline: the viewer's own tweets, and those of the users they follow.</summary>
    public static readonly TimelineSql Home = new(
        $"""
        authors (id) as (
            select f.followed_id from follows f
            where f.follower_id = @viewer and ({DeletedAccounts.None} or f.followed_id not in {DeletedAccounts.Ids})
              and f.followed_id not in (select m.muted_id from mutes m where m.muter_id = @viewer)
              and f.followed_id not in {ViewerSql.SetApart}
            union all select @viewer where @viewer not in {ViewerSql.SetApart})
        """,
        $"""
        exists (select 1 from blocks where blocker_id = @viewer) or exists (select 1 from blocks where blocked_id = @viewer)
        or exists (select 1 from mutes where muter_id = @viewer)
        or exists (select 1 from follows where follower_id = @viewer and hides_reposts)
        or exists (select 1 from {ViewerSql.SetApart} as s)
        """,
        $"@viewer in {ViewerSql.SetApart}",
        "(select count(*) from tag_follows where user_id = @viewer)",
        tweet => $"""
        and ({tweet}.author_id = @viewer or (
            {IsNotHidden(tweet)}
            and ({tweet}.kind = 0 or {tweet}.retweet_of_author_id is null or {tweet}.retweet_of_author_id not in {ViewerSql.SetApart})))
        """);

    /// <summary>The timeline of a list of the viewer's: the tweets of its members.</summary>
    public static readonly TimelineSql List = new(
        $"""
        authors (id) as (
            select x.user_id from list_members x
            where x.list_id = @list and ({DeletedAccounts.None} or x.user_id not in {DeletedAccounts.Ids})
              and x.user_id not in (select m.muted_id from mutes m where m.muter_id = @viewer))
        """,
        "true",
        "false",
        "0",
        tweet => $"""
        and {IsNotHidden(tweet)}
        and ({tweet}.kind = 0 or (select l.shows_reposts from lists l where l.id = @list))
        and ({tweet}.reply_to_author_id is null or (select l.replies from lists l where l.id = @list) = 0
             or ((select l.replies from lists l where l.id = @list) = 1
                 and ({tweet}.reply_to_author_id = @viewer
                      or {tweet}.reply_to_author_id in (select x.user_id from list_members x where x.list_id = @list))))
        """);

    // Whom the viewer hides, and whose reposts. Blocks and mutes of authors need no condition: these are no authors.
    // lang=sql
    internal const string HiddenAccounts = $"""
        {ViewerSql.HiddenAccounts},
        silent (id) as (select f.followed_id from follows f where f.follower_id = @viewer and f.hides_reposts)
        """;

    // lang=sql
    private const string SomeAuthors = "authors (id) as (select id from users where id in @authors)";

    // Two texts more, so that viewers who hide nobody pay nothing.
    private readonly Direction _newest;
    private readonly Direction _oldest;

    private TimelineSql(string authors, string hidesSomebody, string lacksOwn, string tags, Func<string, string> isShown)
    {
        // PostgreSQL adds bigints up to a numeric.
        // lang=sql
        Measure = $"""
            with {authors}
            select count(*) as authors, cast(coalesce(sum(u.tweets_count), 0) as bigint) as tweets, {hidesSomebody} as hides_somebody, {lacksOwn} as lacks_own,
                   {tags} as tags
            from authors a join users u on u.id = a.id
            """;
        _newest = new(authors, NewestWhere(_ => ""), NewestWhere(isShown));
        _oldest = new(authors, OldestWhere(_ => ""), OldestWhere(isShown));
    }

    /// <summary>How many authors and tweets it has: a sum of counters, never a count of tweets.</summary>
    public string Measure { get; }

    /// <summary>Takes <c>@chunk</c> ids of each author, or of each of <c>@authors</c>.</summary>
    public string Take(bool oldestFirst, bool hides, bool ofSome)
    {
        var direction = oldestFirst ? _oldest : _newest;
        return (hides, ofSome) switch
        {
            (false, false) => direction.OfAll,
            (false, true) => direction.OfSome,
            (true, false) => direction.OfAllButHidden,
            (true, true) => direction.OfSomeButHidden,
        };
    }

    /// <summary>Whether a tweet is not about somebody whom the viewer hides, with <see cref="HiddenAccounts"/>.</summary>
    // lang=sql
    internal static string IsNotHidden(string tweet) => $"""
        ({tweet}.retweet_of_author_id is null or {tweet}.retweet_of_author_id not in (select id from hidden))
        and ({tweet}.reply_to_author_id is null or {tweet}.reply_to_author_id not in (select id from hidden))
        and ({tweet}.kind = 0 or {tweet}.author_id not in (select id from silent))
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

    private sealed class Direction(string authors, string take, string takeShown)
    {
        public string OfAll { get; } = $"with {authors} {take}";

        public string OfSome { get; } = $"with {SomeAuthors} {take}";

        public string OfAllButHidden { get; } = $"with {authors}, {HiddenAccounts} {takeShown}";

        public string OfSomeButHidden { get; } = $"with {SomeAuthors}, {HiddenAccounts} {takeShown}";
    }
}
