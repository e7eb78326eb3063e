using Linnet.Users;

namespace Linnet.Relations;

/// <summary>What <see cref="Viewer"/> decides, in SQL: for writes, which ask inside their transaction, and for lists that are filtered there.</summary>
/// <remarks>Each takes the alias of a table <c>tweets</c> and the viewer's id, a parameter or a column.</remarks>
internal static class ViewerSql
{
    // Without deleted accounts, whose rows are still being removed: that changes nothing, so it needs no event.
    // lang=sql
    public const string SelectRelations = $"""
        select case when hides_reposts then 1 else 0 end as kind, followed_id as account_id from follows
        where follower_id = @viewer and ({DeletedAccounts.None} or followed_id not in {DeletedAccounts.Ids})
        union all select 2, blocked_id from blocks
        where blocker_id = @viewer and ({DeletedAccounts.None} or blocked_id not in {DeletedAccounts.Ids})
        union all select 3, blocker_id from blocks
        where blocked_id = @viewer and ({DeletedAccounts.None} or blocker_id not in {DeletedAccounts.Ids})
        union all select 4, muted_id from mutes
        where muter_id = @viewer and ({DeletedAccounts.None} or muted_id not in {DeletedAccounts.Ids})
        """;

    /// <summary>The same with the members of exclusive lists and with followed hashtags, for the home timeline.</summary>
    // lang=sql
    public const string SelectHomeRelations = $"""
        {SelectRelations}
        union all select 5, s.user_id from {SetApart} s
        union all select 6, -f.tag_id from tag_follows f where f.user_id = @viewer
        """;

    /// <summary>The members of the exclusive lists of <c>@viewer</c>.</summary>
    // lang=sql
    public const string SetApart = """
        (select sm.user_id from lists sl join list_members sm on sm.list_id = sl.id where sl.owner_id = @viewer and sl.is_exclusive)
        """;

    /// <summary>The same for the timeline of <c>@list</c>: its members in place of the followed accounts, and whom its owner hides.</summary>
    // lang=sql
    public const string SelectListRelations = $"""
        select case when l.shows_reposts and not exists (
                    select 1 from follows f where f.follower_id = l.owner_id and f.followed_id = m.user_id and f.hides_reposts)
               then 0 else 1 end as kind, m.user_id as account_id
        from lists l join list_members m on m.list_id = l.id
        where l.id = @list and ({DeletedAccounts.None} or m.user_id not in {DeletedAccounts.Ids})
        union all select 2, b.blocked_id from lists l join blocks b on b.blocker_id = l.owner_id
        where l.id = @list and ({DeletedAccounts.None} or b.blocked_id not in {DeletedAccounts.Ids})
        union all select 3, b.blocker_id from lists l join blocks b on b.blocked_id = l.owner_id
        where l.id = @list and ({DeletedAccounts.None} or b.blocker_id not in {DeletedAccounts.Ids})
        union all select 4, m.muted_id from lists l join mutes m on m.muter_id = l.owner_id
        where l.id = @list and ({DeletedAccounts.None} or m.muted_id not in {DeletedAccounts.Ids})
        """;

    /// <summary>The ids of accounts that <c>@viewer</c> blocks or mutes, or that block the viewer, for a <c>with</c>.</summary>
    // lang=sql
    public const string HiddenAccounts = $"""
        hidden (id) as (
            select h.id from (
                select b.blocked_id as id from blocks b where b.blocker_id = @viewer
                union select b.blocker_id from blocks b where b.blocked_id = @viewer
                union select m.muted_id from mutes m where m.muter_id = @viewer) as h
            where {DeletedAccounts.None} or h.id not in {DeletedAccounts.Ids})
        """;

    /// <summary>May they see it: <see cref="Viewer.MaySee"/>.</summary>
    // lang=sql
    public static string MaySee(string tweet, string viewer) => $"""
        ({tweet}.author_id = {viewer}
         or (not exists (select 1 from blocks mb where mb.blocker_id = {tweet}.author_id and mb.blocked_id = {viewer})
             and ({tweet}.visibility < 2
                  or exists (select 1 from follows mf where mf.follower_id = {viewer} and mf.followed_id = {tweet}.author_id))))
        """;

    /// <summary>May they act on it, which also requires that they do not block its author.</summary>
    // lang=sql
    public static string MayAct(string tweet, string viewer) => $"""
        ({MaySee(tweet, viewer)} and not exists (select 1 from blocks ab where ab.blocker_id = {viewer} and ab.blocked_id = {tweet}.author_id))
        """;

    /// <summary>Whether either account blocks the other.</summary>
    // lang=sql
    public static string AreApart(string one, string other) => $"""
        (exists (select 1 from blocks pb where pb.blocker_id = {one} and pb.blocked_id = {other})
         or exists (select 1 from blocks pb where pb.blocker_id = {other} and pb.blocked_id = {one}))
        """;
}
