using Linnet.Jobs;
using Linnet.Storage;

namespace Linnet.Messages;

/// <summary>Removes conversations that nobody can come back to: groups that all members have left, and any whose accounts are all deleted.</summary>
internal sealed class ConversationEraser : IJobHandler
{
    /// <summary>How many messages one write removes. Keeps a write to a few milliseconds.</summary>
    private const int Batch = 500;

    private const string EraseKind = "erase_conversation";

    // lang=sql
    private const string SelectAbandoned = """
        select c.id from conversations c
        where c.id in @ids and not exists (
            select 1 from conversation_members m where m.conversation_id = c.id and (m.state <> 2 or not c.is_group))
        """;

    // lang=sql
    private const string DeleteMessages = """
        delete from messages where id in (select id from messages where conversation_id = @id order by id limit @most)
        """;

    // Its few members go with it.
    // lang=sql
    private const string DeleteConversation = "delete from conversations where id = @id";

    public string Kind => EraseKind;

    /// <summary>Schedules the removal of those of some conversations that were abandoned, inside a write that has locked them.</summary>
    public static async Task ScheduleAsync(DbSession db, IReadOnlyList<long> ids)
    {
        foreach (var id in await db.QueryAsync<long>(SelectAbandoned, new { ids }))
            await JobQueue.ScheduleAsync(db, EraseKind, IdKey.Of(id), default);
    }

    public async Task RunAsync(DbSession db, Job job)
    {
        var id = IdKey.ToId(job.Key);
        if (await db.ExecuteAsync(DeleteMessages, new { id, most = Batch }) == Batch)
            await JobQueue.ScheduleAsync(db, EraseKind, job.Key, default);
        else
            await db.ExecuteAsync(DeleteConversation, new { id });
    }
}
