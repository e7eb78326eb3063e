using System.Text.Json.Serialization;

namespace Linnet.Users;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(List<User>))]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(FollowResponse))]
internal sealed partial class UsersJson : JsonSerializerContext;
