using Linnet.Events;
using Linnet.Relations;
using Linnet.Relations.Lists;
using Linnet.Storage;

namespace Linnet.Timelines;

/// <summary>What a timeline in memory leaves out besides what its owner hides. The same in SQL: <see cref="TimelineSql"/>.</summary>
internal sealed class TimelineRules
{
    // lang=sql
    private const string SelectList = "select owner_id, replies from lists where id = @list";

    // lang=sql
    private const string SelectMembers = "select user_id from list_members where list_id = @list";

    private readonly long _ownerId;
    private readonly ListReplies? _replies;
    private readonly SortedIds _members;

    private TimelineRules(long ownerId, ListReplies? replies, IEnumerable<long> members) =>
        (_ownerId, _replies, _members) = (ownerId, replies, new SortedIds(members));

    public long OwnerId => _ownerId;

    /// <summary>The rule of a home timeline that lacks its owner's tweets.</summary>
    public static TimelineRules WithoutOwn(long ownerId) => new(ownerId, replies: null, []);

    /// <returns>The rules of a list; null when it does not exist.</returns>
    public static async Task<TimelineRules?> ReadAsync(DbSession db, long list) =>
        await db.QuerySingleOrDefaultAsync<ListRow>(SelectList, new { list }) is { } row
            ? new(row.OwnerId, row.Replies, row.Replies is ListReplies.Members ? await db.QueryAsync<long>(SelectMembers, new { list }) : [])
            : null;

    /// <summary>Whether the tweets of an author count in the timeline's size.</summary>
    public bool Has(long authorId) => _replies is not null || authorId != _ownerId;

    /// <summary>Whether the timeline shows a tweet of an author whom it has.</summary>
    public bool Shows(About about) => about.ReplyToAuthorId is not { } answered || _replies switch
    {
        ListReplies.Members => answered == _ownerId || _members.Has(answered),
        ListReplies.None => false,
        _ => true,
    };

    private sealed record ListRow
    {
        public long OwnerId { get; init; }

        public ListReplies Replies { get; init; }
    }
}
