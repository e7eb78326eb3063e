using Linnet.Common;
using NetVips;

namespace Linnet.Media.Processing;

/// <summary>Makes the stored forms of an uploaded picture. Runs on a worker of the <see cref="ProcessingPool"/>, and only once <see cref="Vips"/> is loaded.</summary>
internal static class PictureProcessor
{
    private const int Quality = 82;

    // The fastest but one: the next ones take twice the time and more for some per cent of the size.
    private const int Effort = 2;

    private const int BlurhashSide = 32;

    /// <param name="path">The upload.</param>
    /// <param name="format">As its content says.</param>
    /// <param name="shape">What to make of it.</param>
    /// <param name="options">The limits.</param>
    /// <param name="cancellation">Ends the work; the result is then <see cref="MediaErrors.TooSlow"/>.</param>
    public static Result<ProcessedPicture> Process(
        string path, PictureFormat format, PictureShape shape, MediaOptions options, CancellationToken cancellation)
    {
        try
        {
            var header = PictureHeader.Read(path, format);
            if (header.ErrorIn(options) is { } error)
                return error;
            return header.Frames > 1 && !shape.IsCut
                ? ProcessAnimation(path, header, shape, cancellation)
                : ProcessStill(path, header, shape, cancellation);
        }
        catch (VipsException)
        {
            return cancellation.IsCancellationRequested ? MediaErrors.TooSlow : MediaErrors.Damaged;
        }
    }

    private static ProcessedPicture ProcessStill(string path, PictureHeader header, PictureShape shape, CancellationToken cancellation)
    {
        using var lazy = Shrink(path, header, shape.Width, shape.Height, shape.IsCut);
        using var large = Evaluate(lazy, cancellation);
        using var upright = Upright(large);
        return Encode(upright, shape, cancellation);
    }

    /// <summary>Makes the stored forms of a picture that is in memory, upright and in sRGB.</summary>
    public static ProcessedPicture Encode(Image image, PictureShape shape, CancellationToken cancellation)
    {
        using var kept = HasTransparency(image) ? image.Copy() : WithoutAlpha(image);
        using var preview = Preview(kept, shape);
        return shape.IsCut || kept.HasAlpha()
            ? new ProcessedPicture(ToWebP(kept, cancellation), ToWebP(preview, cancellation), "webp", kept.Width, kept.Height, false, Blurhash(preview))
            : new ProcessedPicture(ToJpeg(kept, cancellation), ToWebP(preview, cancellation), "jpg", kept.Width, kept.Height, false, Blurhash(preview));
    }

    private static ProcessedPicture ProcessAnimation(string path, PictureHeader header, PictureShape shape, CancellationToken cancellation)
    {
        using var lazyFirst = Shrink(path, header, shape.PreviewWidth, shape.PreviewHeight, isCut: false);
        using var preview = Evaluate(lazyFirst, cancellation);
        using var frames = Shrink($"{path}[n=-1]", header, shape.Width, shape.Height, isCut: false);
        var height = frames.Contains("page-height") ? (int)frames.Get("page-height") : frames.Height;
        return new ProcessedPicture(
            ToWebP(frames, cancellation), ToWebP(preview, cancellation), "webp", frames.Width, height, true, Blurhash(preview));
    }

    // Shrinks while it decodes, converts by the embedded profile, and reads only the first frame unless the name says otherwise.
    // A profile is expected of CMYK alone; what has none is sRGB, and to convert that by a profile would cost half of the time.
    private static Image Shrink(string path, PictureHeader header, int width, int height, bool isCut)
    {
        using var small = Image.Thumbnail(
            path,
            width,
            height: height,
            size: isCut ? Enums.Size.Both : Enums.Size.Down,
            // Turned later: a turn while decoding keeps the whole picture in memory, where nothing can end it.
            noRotate: !isCut,
            crop: isCut ? Enums.Interesting.Centre : null,
            outputProfile: header.HasProfile ? "srgb" : null,
            failOn: Enums.FailOn.Error);
        using var srgb = small.Colourspace(Enums.Interpretation.Srgb);
        return srgb.Cast(Enums.BandFormat.Uchar);
    }

    private static Image Evaluate(Image lazy, CancellationToken cancellation)
    {
        using var killed = cancellation.Register(() => lazy.SetKill(true));
        return lazy.CopyMemory();
    }

    private static Image Upright(Image large) => large.Autorot();

    private static bool HasTransparency(Image image)
    {
        if (!image.HasAlpha())
            return false;
        using var alpha = image.ExtractBand(image.Bands - 1);
        return alpha.Min() < 255;
    }

    private static Image WithoutAlpha(Image image) => image.HasAlpha() ? image.ExtractBand(0, n: image.Bands - 1) : image.Copy();

    private static Image Preview(Image large, PictureShape shape)
    {
        using var lazy = large.ThumbnailImage(shape.PreviewWidth, height: shape.PreviewHeight, size: Enums.Size.Down, noRotate: true);
        return lazy.CopyMemory();
    }

    private static byte[] ToJpeg(Image image, CancellationToken cancellation)
    {
        using var killed = cancellation.Register(() => image.SetKill(true));
        // Not with the best Huffman tables: for them the encoder keeps the whole picture, for some per cent of the size.
        return image.JpegsaveBuffer(q: Quality, keep: Enums.ForeignKeep.None);
    }

    private static byte[] ToWebP(Image image, CancellationToken cancellation)
    {
        using var killed = cancellation.Register(() => image.SetKill(true));
        return image.WebpsaveBuffer(q: Quality, effort: Effort, keep: Enums.ForeignKeep.None);
    }

    private static string Blurhash(Image preview)
    {
        using var small = preview.ThumbnailImage(BlurhashSide, height: BlurhashSide, size: Enums.Size.Down, noRotate: true);
        using var flat = small.HasAlpha() ? small.Flatten(background: [255, 255, 255]) : small.Copy();
        using var bytes = flat.Cast(Enums.BandFormat.Uchar);
        return BlurHash.Encode(bytes.WriteToMemory<byte>(), bytes.Width, bytes.Height);
    }
}
