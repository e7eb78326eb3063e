namespace Linnet.Media.Processing;

/// <summary>A format that is accepted. Found by content: names and declared types may lie.</summary>
internal enum PictureFormat
{
    Jpeg,
    Png,
    WebP,
    Gif,
    Avif,
}

internal static class PictureFormats
{
    /// <summary>How many bytes of a file tell its format.</summary>
    public const int HeadLength = 32;

    /// <summary>For clients.</summary>
    public static readonly IReadOnlyList<string> MediaTypes = ["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"];

    /// <returns>Null for anything else, whatever it begins with.</returns>
    public static PictureFormat? Find(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return PictureFormat.Jpeg;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
            return PictureFormat.Png;
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8))
            return PictureFormat.Gif;
        if (head.StartsWith("RIFF"u8) && head.Length >= 12 && head[8..].StartsWith("WEBP"u8))
            return PictureFormat.WebP;
        // The major brand of ISO BMFF: AV1 still pictures and sequences. HEIC has another, and needs a decoder that is not in the build.
        return head.Length >= 12 && head[4..].StartsWith("ftyp"u8) && (head[8..].StartsWith("avif"u8) || head[8..].StartsWith("avis"u8)) ? PictureFormat.Avif : null;
    }
}
