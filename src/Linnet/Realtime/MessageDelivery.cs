using Linnet.Events;
using Linnet.Messages;
using Linnet.Relations;

namespace Linnet.Realtime;

/// <summary>Sends direct messages to the connected members of their conversations, and to nobody else.</summary>
/// <remarks>Members are read when a message is sent, not kept: who has left gets nothing, even if the event comes late.</remarks>
internal sealed class MessageDelivery(MessageReader messages, ViewerCache viewers, LiveHub hub, LiveRenderer renderer)
{
    /// <summary>Those who have not accepted the conversation find it among their requests.</summary>
    public async Task SendAsync(MessageSent sent, CancellationToken cancellation)
    {
        var online = await ListOnlineAsync(sent.ConversationId, sent.MessageId, withRequests: false, cancellation);
        if (online is [] || await messages.FindSentAsync(sent.MessageId, cancellation) is not { } message)
            return;
        foreach (var accountId in online)
            hub.Send(accountId, renderer.Sent(message.ToMessage(await viewers.GetOutsideShareAsync(accountId))));
    }

    public async Task SendAsync(MessageDeleted deleted, CancellationToken cancellation)
    {
        foreach (var accountId in await ListOnlineAsync(deleted.ConversationId, deleted.MessageId, withRequests: true, cancellation))
            hub.Send(accountId, renderer.Deleted(deleted));
    }

    /// <summary>Only to the reader's own connections: the other members do not learn of it.</summary>
    public Task SendAsync(ConversationRead read)
    {
        hub.Send(read.AccountId, renderer.Read(read));
        return Task.CompletedTask;
    }

    /// <summary>To the members of a group, and to all connections of who left. In a conversation of two the other one does not learn of it.</summary>
    public async Task SendAsync(MembersChanged change, CancellationToken cancellation)
    {
        if (!hub.IsAnybodyOnline)
            return;
        if (change.LeaverId is { } leaverId)
            hub.Send(leaverId, renderer.Changed(change, isMember: false));
        var message = renderer.Changed(change, isMember: true);
        foreach (var accountId in (await messages.ListGroupAsync(change.ConversationId, cancellation)).FindAll(hub.IsOnline))
            hub.Send(accountId, message);
    }

    private async Task<List<long>> ListOnlineAsync(long conversationId, long messageId, bool withRequests, CancellationToken cancellation) =>
        hub.IsAnybodyOnline
            ? (await messages.ListRecipientsAsync(conversationId, messageId, withRequests, cancellation)).FindAll(hub.IsOnline)
            : [];
}
