using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Linnet.Common;
using Linnet.Http.Input;
using Linnet.Storage;

namespace Linnet.Messages;

/// <summary>The name that a client gave a message before the message had an id, so that a repeated try does not send it again.</summary>
/// <param name="Text">The client's <see cref="IdempotencyKey"/>. It belongs to the account.</param>
/// <param name="Hash">Of what was sent.</param>
internal sealed record MessageKey(string Text, byte[] Hash)
{
    // lang=sql
    private const string ReleaseExpired = """
        update messages set client_key = null where sender_id = @senderId and client_key = @key and created_at <= @expired
        """;

    // lang=sql
    private const string SelectSent = """
        select id, conversation_id, draft_hash from messages where sender_id = @senderId and client_key = @key
        """;

    /// <param name="key">Null without one.</param>
    /// <param name="draft">What was understood of the body.</param>
    /// <param name="shape">How it is written.</param>
    /// <param name="conversationId">Where it is to be sent; null for a new conversation.</param>
    public static MessageKey? Of<T>(IdempotencyKey key, T draft, JsonTypeInfo<T> shape, long? conversationId = null)
    {
        if (key.Value is not { } text)
            return null;
        byte[] sent = [.. BitConverter.GetBytes(conversationId ?? 0), .. JsonSerializer.SerializeToUtf8Bytes(draft, shape)];
        return new MessageKey(text, SHA256.HashData(sent));
    }

    /// <summary>The message of an earlier try, inside the write that would send it. From here on no other write of the account looks.</summary>
    /// <returns>Null when there is none; <see cref="IdempotencyKey.WasReused"/> when the key stood for something else.</returns>
    public async Task<Result<SentMessage?>> FindSentAsync(DbSession db, long senderId, Timestamp now)
    {
        await db.AcquireAsync(NamedLock.MessageKeys, senderId);
        await db.ExecuteAsync(ReleaseExpired, new { senderId, key = Text, expired = now + -IdempotencyKey.Life });
        if (await db.QuerySingleOrDefaultAsync<SentMessage>(SelectSent, new { senderId, key = Text }) is not { } sent)
            return (SentMessage?)null;
        return sent.DraftHash.AsSpan().SequenceEqual(Hash) ? sent : IdempotencyKey.WasReused;
    }
}

internal sealed class SentMessage
{
    public long Id { get; init; }

    public long ConversationId { get; init; }

    public byte[] DraftHash { get; init; } = [];
}
