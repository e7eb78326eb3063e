using System.Text.Json.Serialization;

namespace Linnet.Notifications;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(List<Notification>))]
[JsonSerializable(typeof(List<NotificationGroup>))]
[JsonSerializable(typeof(UnreadNotifications))]
// Never JSON on the wire, but the OpenAPI document is made from what the serializer knows.
[JsonSerializable(typeof(NotificationQuery))]
[JsonSerializable(typeof(ReadMark))]
internal sealed partial class NotificationsJson : JsonSerializerContext;
