using System.Text.Json;
using Linnet.Http.Rendering;
using Linnet.Users;

namespace Linnet.Relations;

internal static class ProfileWriting
{
    /// <summary>Writes a user as <see cref="UserProfile"/> is written.</summary>
    public static void WriteProfile(this CachedUser user, JsonBuffer json, Relationship? relationship)
    {
        user.WriteOpen(json);
        json.Write(",\"relationship\":"u8);
        json.Write(relationship is null ? "null"u8 : JsonSerializer.SerializeToUtf8Bytes(relationship, RelationsJson.Wire.Relationship));
        json.Write("}"u8);
    }
}
