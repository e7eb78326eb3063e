using Linnet.Media;

namespace Linnet.Users;

internal static class UserPictures
{
    /// <summary>Gives the URLs of a user's pictures the origin that is set for files. Without one they stay as they are.</summary>
    public static T Complete<T>(this MediaUrls urls, T user)
        where T : User =>
        urls.Origin.Length is 0 || user is { AvatarUrl: null, HeaderUrl: null }
            ? user
            : user with { AvatarUrl = WithOrigin(urls, user.AvatarUrl), HeaderUrl = WithOrigin(urls, user.HeaderUrl) };

    private static string? WithOrigin(MediaUrls urls, string? path) => path is null ? null : urls.Origin + path;
}
