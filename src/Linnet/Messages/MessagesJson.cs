using System.Text.Json.Serialization;
using Linnet.Http.Rendering;

namespace Linnet.Messages;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Conversation))]
[JsonSerializable(typeof(List<Conversation>))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(List<Message>))]
[JsonSerializable(typeof(FoundMessages))]
[JsonSerializable(typeof(UnreadMessages))]
[JsonSerializable(typeof(ConversationDraft))]
[JsonSerializable(typeof(MessageDraft))]
// Never JSON on the wire, but the OpenAPI document is made from what the serializer knows.
[JsonSerializable(typeof(MemberDraft))]
[JsonSerializable(typeof(ReadPosition))]
[JsonSerializable(typeof(MessageSearchQuery))]
internal sealed partial class MessagesJson : JsonSerializerContext
{
    /// <summary>The context for bytes: written as answers over HTTP are.</summary>
    public static readonly MessagesJson Wire = new(HttpJson.NewOptions());
}
