using Linnet.Media.Files;
using Microsoft.Extensions.Options;

namespace Linnet.Media;

/// <summary>The URLs of files: relative, so that bytes in memory do not depend on the host of a request, or of the origin that is set.</summary>
internal sealed class MediaUrls(IOptions<MediaOptions> options)
{
    public const string Path = "/media/files/";

    private const string SmallEnding = "-small.webp";
    private const int KeyLength = 32;

    private readonly string _prefix = options.Value.PublicUrl + Path;

    /// <summary>The origin that is set for files; empty for none.</summary>
    public string Origin => options.Value.PublicUrl;

    /// <param name="key">Of the picture.</param>
    /// <param name="type">Of its large file.</param>
    public string OfLarge(string key, string type) => $"{_prefix}{key}.{type}";

    public string OfPreview(string key) => $"{_prefix}{key}{SmallEnding}";

    /// <returns>What a file's name says; null when it cannot be one.</returns>
    public static (string Key, bool IsSmall, string Type)? Parse(string name)
    {
        if (name.Length <= KeyLength || name.AsSpan(0, KeyLength).IndexOfAnyExcept(BlobName.Digits) >= 0)
            return null;
        var key = name[..KeyLength];
        return name[KeyLength..] switch
        {
            ".jpg" => (key, false, "jpg"),
            ".webp" => (key, false, "webp"),
            SmallEnding => (key, true, "webp"),
            _ => null,
        };
    }
}
