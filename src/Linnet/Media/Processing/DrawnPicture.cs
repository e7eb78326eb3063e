using System.Runtime.CompilerServices;
using NetVips;

namespace Linnet.Media.Processing;

/// <summary>Makes the stored forms of a picture that was drawn by this program.</summary>
internal static class DrawnPicture
{
    /// <param name="rgb">Three bytes a pixel, row by row.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="shape">What to make of it.</param>
    /// <remarks>Only once <see cref="Vips"/> is loaded.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ProcessedPicture Process(byte[] rgb, int width, int height, PictureShape shape)
    {
        using var raw = Image.NewFromMemoryCopy<byte>(rgb, width, height, 3, Enums.BandFormat.Uchar);
        using var image = raw.Copy(interpretation: Enums.Interpretation.Srgb);
        return PictureProcessor.Encode(image, shape, CancellationToken.None);
    }
}
