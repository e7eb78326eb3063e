using Linnet.Common;
using Linnet.Http.Input;
using Linnet.Relations;
using Linnet.Storage;

namespace Linnet.Messages;

/// <summary>
/// Finds messages by words in them, among those that the viewer sees. It reads messages and compares, so that one account's messages
/// are never in an index with another's.
/// </summary>
internal sealed class MessageSearch(Database database, ConversationReader conversations)
{
    /// <summary>How many messages one request reads at most.</summary>
    public const int MostExamined = 5_000;

    private const int Batch = 500;

    // lang=sql
    private static readonly string SelectIds = $"""
        select x.id from messages x join conversation_members m on {MessageSql.IsVisible("x", "m")}
        where m.user_id = @viewer and m.state <> 2 and x.id < @before
        order by x.id desc limit @limit
        """;

    public async Task<FoundMessages> FindAsync(Viewer viewer, MessageSearchQuery query, CancellationToken cancellation)
    {
        var words = Fold.Key(query.Q).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0)
            return new FoundMessages([], [], Next: null);
        var of = new { viewer = viewer.Id, before = query.Before ?? long.MaxValue, limit = MostExamined + 1 };
        var ids = await ReadAsync(db => db.QueryAsync<long>(SelectIds, of));
        var isRest = ids.Count <= MostExamined;
        var found = new List<Message>();
        // A session for each batch, so that a large search does not keep others from reading.
        foreach (var batch in ids.Take(MostExamined).Chunk(Batch))
        {
            var rows = await ReadAsync(db => MessageSql.ListAsync(db, batch));
            found.AddRange(rows.Where(row => HasAll(words, row.Content)).OrderByDescending(row => row.Id).Select(row => row.ToMessage(viewer)));
            if (found.Count >= query.Limit)
                break;
        }
        var shown = found.Take(query.Limit).ToList();
        long? next = shown.Count == query.Limit ? shown[^1].Id : isRest ? null : ids[MostExamined - 1];
        return new FoundMessages(shown, await conversations.ListAsync(viewer, [.. shown.Select(message => message.ConversationId).Distinct()], cancellation), next);

        Task<List<T>> ReadAsync<T>(Func<DbSession, Task<List<T>>> read) =>
            database.ForAsync(viewer.Id, () => database.ReadOneAsync(read, cancellation), cancellation);
    }

    private static bool HasAll(string[] words, string content)
    {
        var folded = Fold.Key(content);
        return Array.TrueForAll(words, word => folded.Contains(word, StringComparison.Ordinal));
    }
}

/// <summary>Which messages to find.</summary>
internal sealed record MessageSearchQuery
{
    /// <summary>Words, or parts of words, that a message has to have, all of them: 1 to 100 code points, in any case, width and order.</summary>
    [Text(100, Min = 1, NotBlank = true)]
    public required string Q { get; init; }

    /// <summary>How many to return at most.</summary>
    [Integer(Min = 1, Max = 100)]
    public int Limit { get; init; } = 20;

    /// <summary>Only what is older than this message.</summary>
    public long? Before { get; init; }
}

/// <param name="Messages">Newest first.</param>
/// <param name="Conversations">Those of the messages.</param>
/// <param name="Next">The <c>before</c> of the next part; null when there is none.</param>
internal sealed record FoundMessages(IReadOnlyList<Message> Messages, IReadOnlyList<Conversation> Conversations, long? Next);
