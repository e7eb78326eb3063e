using System.Text.Json.Serialization;
using Linnet.Http.Rendering;

namespace Linnet.Users;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(List<User>))]
internal sealed partial class UsersJson : JsonSerializerContext
{
    /// <summary>The context for bytes that are kept: written as answers over HTTP are.</summary>
    public static readonly UsersJson Wire = new(HttpJson.NewOptions());
}
