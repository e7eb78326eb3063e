using Linnet.Storage;

namespace Linnet.Tweets.Threads;

/// <summary>What stays of a deleted tweet that was answered: its place in the thread.</summary>
internal static class Tombstones
{
    // Of a tweet that is removed in steps, the first row knows most: later its own reference is gone.
    // lang=sql
    internal const string Insert = """
        insert into tombstones (tweet_id, parent_id, conversation_id)
        select t.id, coalesce(t.reply_to_id, t.deleted_parent_id), t.conversation_id from tweets t
        where t.id in @ids
          and (exists (select 1 from tweets r where r.reply_to_id = t.id)
               or exists (select 1 from tombstones s where s.parent_id = t.id))
        on conflict (tweet_id) do nothing
        """;

    // lang=sql
    private const string LetGoOfReplies = "update tweets set deleted_parent_id = reply_to_id, reply_to_id = null where reply_to_id = @id";

    /// <summary>Puts tombstones in the place of those of some tweets that were answered. Call it in the write that deletes them, before it does.</summary>
    public static Task AddAsync(DbSession db, IReadOnlyList<long> ids) => db.ExecuteAsync(Insert, new { ids });

    /// <summary>The replies to a tweet that goes remember what they answered.</summary>
    public static Task LetGoOfRepliesAsync(DbSession db, long id) => db.ExecuteAsync(LetGoOfReplies, new { id });
}
