namespace Linnet.Media.Processing;

/// <summary>A picture as it is stored: upright, in sRGB, without metadata.</summary>
/// <param name="Large">The picture.</param>
/// <param name="Preview">The small one; always WebP.</param>
/// <param name="Type">The ending of the large one: <c>jpg</c> or <c>webp</c>.</param>
/// <param name="Width">Of the large one.</param>
/// <param name="Height">Of the large one.</param>
/// <param name="IsAnimated">Whether the large one is an animation.</param>
/// <param name="Blurhash">Of both.</param>
internal sealed record ProcessedPicture(byte[] Large, byte[] Preview, string Type, int Width, int Height, bool IsAnimated, string Blurhash);

/// <summary>The sizes in which an upload is stored.</summary>
/// <param name="Width">Of the large one: at most, or exactly if it is <paramref name="IsCut"/>.</param>
/// <param name="Height">As <paramref name="Width"/>.</param>
/// <param name="PreviewWidth">Of the small one.</param>
/// <param name="PreviewHeight">As <paramref name="PreviewWidth"/>.</param>
/// <param name="IsCut">Whether it fills the size and what is beyond is cut off. Then it is a still WebP.</param>
internal sealed record PictureShape(int Width, int Height, int PreviewWidth, int PreviewHeight, bool IsCut)
{
    public static readonly PictureShape Attachment = new(4096, 4096, 640, 640, IsCut: false);
    public static readonly PictureShape Avatar = new(400, 400, 96, 96, IsCut: true);
    public static readonly PictureShape Header = new(1500, 500, 600, 200, IsCut: true);
}
