using Linnet.Relations;
using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Tweets.Threads;

/// <summary>The place of a tweet in its thread, shown or not.</summary>
internal sealed record ThreadNode
{
    public long Id { get; init; }

    /// <summary>What it answers, or answered before that was deleted.</summary>
    public long? ParentId { get; init; }

    /// <summary>Null when it was deleted.</summary>
    public long? AuthorId { get; init; }

    /// <summary>Whether only its tombstone is left.</summary>
    public bool IsTombstone { get; init; }

    /// <summary>Meaningless when it was deleted.</summary>
    public Visibility Visibility { get; init; }

    /// <summary>Whether the author of the thread's first tweet wrote it.</summary>
    public bool IsByStarter { get; init; }

    /// <summary>Whether the author of what it answers hid it.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Whether a viewer sees it in its thread.</summary>
    public bool IsShownTo(Viewer viewer) => !IsHidden && AuthorId is { } author && viewer.Sees(author, Visibility, TweetSurface.Thread);
}

/// <summary>Finds the ids of a thread, in a fixed number of statements whatever its shape.</summary>
internal static class ThreadRows
{
    // lang=sql
    private const string Parent = "coalesce(t.reply_to_id, t.deleted_parent_id, s.parent_id)";

    // One more than asked for, to know whether there are more. A tweet that is being removed in steps has both rows.
    // lang=sql
    private const string Above = $"""
        with recursive above (id, parent_id, author_id, visibility, steps) as (
            select t.id, {Parent}, t.author_id, t.visibility, 0 from tweets t left join tombstones s on s.tweet_id = t.id where t.id = @id
            union all
            select a.parent_id, {Parent}, t.author_id, t.visibility, a.steps + 1
            from above a left join tweets t on t.id = a.parent_id left join tombstones s on s.tweet_id = a.parent_id
            where a.parent_id is not null and a.steps <= @most)
        select id, parent_id, author_id, coalesce(visibility, 0) as visibility, false as is_by_starter, false as is_hidden from above where steps > 0 order by steps desc
        """;

    // Answers have higher ids than what they answer. What an account wrote that is being removed counts as deleted.
    // lang=sql
    private const string Later = $"""
        select * from (
            select t.id, coalesce(t.reply_to_id, t.deleted_parent_id) as parent_id,
                   case when {DeletedAccounts.None} or t.author_id not in {DeletedAccounts.Ids} then t.author_id end as author_id, t.visibility,
                   t.author_id = (select r.author_id from tweets r where r.id = @root) as is_by_starter, t.is_hidden_reply as is_hidden, false as is_tombstone
            from tweets t where t.conversation_id = @root and t.id > @id order by t.id limit @most) as answers
        union all
        select * from (
            select tweet_id, parent_id, cast(null as bigint), cast(0 as smallint), false, false, true
            from tombstones where conversation_id = @root and tweet_id > @id order by tweet_id limit @most) as gone
        """;

    /// <returns>The oldest first; one more than <paramref name="most"/> when there are more.</returns>
    public static Task<List<ThreadNode>> ListAboveAsync(DbSession db, long id, int most) => db.QueryAsync<ThreadNode>(Above, new { id, most });

    /// <returns>The later tweets and tombstones of the thread, of each those with the lowest ids, and whether one of them has more than <paramref name="most"/>.</returns>
    public static async Task<(List<ThreadNode> Nodes, bool HasMore)> ListLaterAsync(DbSession db, long root, long id, int most)
    {
        var nodes = await db.QueryAsync<ThreadNode>(Later, new { root, id, most = most + 1 });
        var gone = nodes.Where(node => node.IsTombstone).ToList();
        return ([.. nodes.Where(node => !node.IsTombstone).Take(most), .. gone.Take(most)], gone.Count > most || nodes.Count - gone.Count > most);
    }
}
