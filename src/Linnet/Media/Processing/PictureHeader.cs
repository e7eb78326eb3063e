using Linnet.Common;
using NetVips;

namespace Linnet.Media.Processing;

/// <summary>What a file says of its picture before a pixel is decoded.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">Of one frame.</param>
/// <param name="Frames">1 for a still picture.</param>
/// <param name="DecodedBytes">About how much memory the decoder itself takes, beside the lines that pass through it.</param>
/// <param name="HasProfile">Whether its colours are not simply sRGB: it has a profile, or is CMYK.</param>
internal sealed record PictureHeader(int Width, int Height, int Frames, long DecodedBytes, bool HasProfile)
{
    /// <summary>The most memory that a decoder may take. With the pixels of the large picture and what is between, one stays below 256 MB.</summary>
    private const long MostDecodedBytes = 144L << 20;

    // Of each pixel, as measured; of an animation with its encoder, which keeps several frames.
    private const int WebPBytes = 4;
    private const int GifBytes = 7;
    private const int AvifBytes = 12;
    private const int AnimationBytes = 40;

    /// <exception cref="VipsException">The file is no such picture.</exception>
    public static PictureHeader Read(string path, PictureFormat format)
    {
        using var image = format switch
        {
            PictureFormat.Jpeg => Image.Jpegload(path),
            PictureFormat.Png => Image.Pngload(path),
            PictureFormat.WebP => Image.Webpload(path),
            PictureFormat.Gif => Image.Gifload(path),
            _ => Image.Heifload(path),
        };
        var frames = format is PictureFormat.WebP or PictureFormat.Gif && image.Contains("n-pages") ? (int)image.Get("n-pages") : 1;
        var isInterlaced = image.Contains("interlaced") && (int)image.Get("interlaced") is not 0;
        var pixels = (long)image.Width * image.Height;
        var bytes = pixels * image.Bands * (image.Format is Enums.BandFormat.Ushort ? 2 : 1);
        var isSubsampled = image.Contains("jpeg-chroma-subsample") && image.Get("jpeg-chroma-subsample") is "4:2:0";
        var decodedBytes = (format, isInterlaced) switch
        {
            _ when frames > 1 => pixels * AnimationBytes,
            // Decoded line by line, unless it comes in several passes: then JPEG keeps two bytes a sample, PNG all lines.
            (PictureFormat.Jpeg, false) or (PictureFormat.Png, false) => 0,
            (PictureFormat.Jpeg, true) => isSubsampled ? bytes : bytes * 2,
            (PictureFormat.Png, true) => bytes,
            (PictureFormat.WebP, _) => pixels * WebPBytes,
            (PictureFormat.Gif, _) => pixels * GifBytes,
            _ => pixels * AvifBytes,
        };
        var hasProfile = image.Contains("icc-profile-data") || image.Interpretation is Enums.Interpretation.Cmyk;
        return new PictureHeader(image.Width, image.Height, frames, decodedBytes, hasProfile);
    }

    /// <returns>Why it is not to be decoded; null when it may be.</returns>
    public Error? ErrorIn(MediaOptions options) =>
        Frames > options.MaxFrames ? MediaErrors.TooManyFrames(options.MaxFrames)
        : (long)Width * Height * Frames > options.MaxMegapixels * 1_000_000L || DecodedBytes > MostDecodedBytes
            ? MediaErrors.TooManyPixels(options.MaxMegapixels)
        : null;
}
