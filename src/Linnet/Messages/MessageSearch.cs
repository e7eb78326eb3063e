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
    private static readonly string SelectBatch = $"""
        {MessageSql.Select} join conversation_members m on {MessageSql.IsVisible("x", "m")}
        where m.user_id = @viewer and m.state <> 2 and x.id < @before
        order by x.id desc limit @limit
        """;

    public async Task<FoundMessages> FindAsync(Viewer viewer, MessageSearchQuery query, CancellationToken cancellation)
    {
        var words = Fold.Key(query.Q).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var (before, examined) = (query.Before ?? long.MaxValue, 0);
        var found = new List<Message>();
        if (words.Length is 0)
            return new FoundMessages([], [], Next: null);
        // A session for each part, so that a large search does not keep others from reading.
        while (found.Count < query.Limit)
        {
            var batch = await database.ForAsync(
                viewer.Id,
                () => database.ReadOneAsync(db => db.QueryAsync<MessageRow>(SelectBatch, new { viewer = viewer.Id, before, limit = Batch }), cancellation),
                cancellation);
            foreach (var row in batch)
            {
                before = row.Id;
                if (!Array.TrueForAll(words, word => Fold.Key(row.Content).Contains(word, StringComparison.Ordinal)))
                    continue;
                found.Add(row.ToMessage(viewer));
                if (found.Count == query.Limit)
                    break;
            }
            examined += batch.Count;
            if (batch.Count < Batch && found.Count < query.Limit)
                return await ToResultAsync(viewer, found, next: null, cancellation);
            if (examined >= MostExamined)
                break;
        }
        return await ToResultAsync(viewer, found, before, cancellation);
    }

    private async Task<FoundMessages> ToResultAsync(Viewer viewer, List<Message> found, long? next, CancellationToken cancellation) =>
        new(found, await conversations.ListAsync(viewer, [.. found.Select(message => message.ConversationId).Distinct()], cancellation), next);
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
