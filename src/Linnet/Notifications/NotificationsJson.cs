using System.Text.Json.Serialization;
using Linnet.Http;
using Linnet.Notifications.Live;

namespace Linnet.Notifications;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(List<Notification>))]
[JsonSerializable(typeof(List<NotificationGroup>))]
[JsonSerializable(typeof(UnreadNotifications))]
[JsonSerializable(typeof(NotificationQuery))]
[JsonSerializable(typeof(ReadMark))]
// Never JSON on the wire, but the OpenAPI document is made from what the serializer knows.
[JsonSerializable(typeof(NotificationQuery))]
[JsonSerializable(typeof(ConnectionEstablished))]
[JsonSerializable(typeof(NewTweetMessage))]
[JsonSerializable(typeof(NewLike))]
[JsonSerializable(typeof(NewFollow))]
[JsonSerializable(typeof(NewReply))]
[JsonSerializable(typeof(NewRetweet))]
[JsonSerializable(typeof(NotificationsGone))]
[JsonSerializable(typeof(InboxRead))]
[JsonSerializable(typeof(TweetUpdated))]
[JsonSerializable(typeof(TweetGone))]
[JsonSerializable(typeof(UserMessage))]
[JsonSerializable(typeof(Resync))]
[JsonSerializable(typeof(LiveError))]
internal sealed partial class NotificationsJson : JsonSerializerContext
{
    /// <summary>The context for messages of live connections: written as answers over HTTP are.</summary>
    public static readonly NotificationsJson Wire = new(HttpJson.NewOptions());
}
