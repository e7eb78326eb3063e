using System.Runtime.CompilerServices;
using NetVips;

namespace Linnet.Media.Processing;

/// <summary>
/// libvips, loaded at the first picture: a server that never has one does not pay for it, and one on a platform without it works
/// but for pictures.
/// </summary>
internal static class Vips
{
    private static readonly string[] Loaders =
        ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadNsgif", "VipsForeignLoadHeif"];

    private static readonly Lazy<bool> Loaded = new(Load);

    /// <summary>Whether it is known that it cannot be loaded. Loads nothing.</summary>
    public static bool IsMissing => Loaded is { IsValueCreated: true, Value: false };

    /// <summary>Loads it, the first time.</summary>
    /// <returns>False when it cannot be loaded.</returns>
    public static bool TryLoad() => Loaded.Value;

    private static bool Load()
    {
        try
        {
            return Initialize();
        }
        // What is wrong with a native library shows as an exception of any type: absent, of another platform, too old, without a codec.
        catch (Exception)
        {
            return false;
        }
    }

    // A separate method: the assembly of NetVips loads libvips when a method that names it is compiled.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Initialize()
    {
        if (!ModuleInitializer.VipsInitialized)
            return false;
        // Only loaders that are fuzzed, and of these only five: no SVG, no PDF, nothing that reads other files.
        NetVips.NetVips.BlockUntrusted = true;
        Operation.Block("VipsForeignLoad", true);
        foreach (var loader in Loaders)
            Operation.Block(loader, false);
        // A picture is processed once. What is cached of it would only be memory.
        Cache.Max = 0;
        return CanEncode();
    }

    // Where the program's own library is missing the system's is loaded, which may be old or built without a codec.
    private static bool CanEncode()
    {
        using var black = Image.Black(2, 2, bands: 3);
        using var tiny = black.Copy(interpretation: Enums.Interpretation.Srgb);
        return PictureProcessor.Encode(tiny, PictureShape.Attachment, CancellationToken.None).Large.Length > 0
            && PictureProcessor.Encode(tiny, PictureShape.Avatar, CancellationToken.None).Large.Length > 0;
    }
}
