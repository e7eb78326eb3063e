using System.Text.Json.Serialization;
using Linnet.Http.Rendering;

namespace Linnet.Realtime;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ConnectionEstablished))]
[JsonSerializable(typeof(NewTweetMessage))]
[JsonSerializable(typeof(NewLike))]
[JsonSerializable(typeof(NewFollow))]
[JsonSerializable(typeof(NewFollowRequest))]
[JsonSerializable(typeof(NewFollowAccepted))]
[JsonSerializable(typeof(NewTweetEdited))]
[JsonSerializable(typeof(NewPollEnded))]
[JsonSerializable(typeof(NewScheduledFailed))]
[JsonSerializable(typeof(NewReply))]
[JsonSerializable(typeof(NewRetweet))]
[JsonSerializable(typeof(NewMention))]
[JsonSerializable(typeof(NotificationsGone))]
[JsonSerializable(typeof(InboxRead))]
[JsonSerializable(typeof(TweetUpdated))]
[JsonSerializable(typeof(TweetGone))]
[JsonSerializable(typeof(NewMessage))]
[JsonSerializable(typeof(MessageGone))]
[JsonSerializable(typeof(MessagesRead))]
[JsonSerializable(typeof(ConversationMembers))]
[JsonSerializable(typeof(UserMessage))]
[JsonSerializable(typeof(Resync))]
[JsonSerializable(typeof(LiveError))]
internal sealed partial class RealtimeJson : JsonSerializerContext
{
    /// <summary>The context for live messages, with the options that answers over HTTP have.</summary>
    public static readonly RealtimeJson Wire = new(HttpJson.NewOptions());
}
