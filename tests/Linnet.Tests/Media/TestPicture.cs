using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using NetVips;

namespace Linnet.Tests.Media;

/// <summary>Pictures that tests upload, good and hostile.</summary>
internal static class TestPicture
{
    /// <summary>Four quarters: red, green, blue, yellow, from the left top.</summary>
    public static Image Quarters(int width = 200, int height = 120)
    {
        using var black = Image.Black(width / 2, height / 2, bands: 3);
        Image Quarter(double r, double g, double b) => (black + new[] { r, g, b }).Cast(Enums.BandFormat.Uchar);
        using var top = Quarter(220, 30, 30).Join(Quarter(30, 200, 30), Enums.Direction.Horizontal);
        using var bottom = Quarter(30, 30, 220).Join(Quarter(220, 220, 30), Enums.Direction.Horizontal);
        return top.Join(bottom, Enums.Direction.Vertical).Copy(interpretation: Enums.Interpretation.Srgb).CopyMemory();
    }

    public static byte[] Jpeg(int width = 200, int height = 120)
    {
        using var image = Quarters(width, height);
        return image.JpegsaveBuffer(q: 95);
    }

    public static byte[] Png(int width = 200, int height = 120)
    {
        using var image = Quarters(width, height);
        return image.PngsaveBuffer();
    }

    /// <summary>With an alpha band that is half transparent everywhere.</summary>
    public static byte[] TransparentPng()
    {
        using var image = Quarters();
        using var alpha = (Image.Black(image.Width, image.Height) + 128).Cast(Enums.BandFormat.Uchar);
        return image.Bandjoin(alpha).PngsaveBuffer();
    }

    /// <summary>An animation with frames of different colours.</summary>
    public static byte[] Gif(int frames = 3, int width = 40, int height = 30)
    {
        Image? all = null;
        for (var frame = 0; frame < frames; frame++)
        {
            using var black = Image.Black(width, height, bands: 3);
            var one = (black + new double[] { frame * 83 % 256, 100, frame * 47 % 256 }).Cast(Enums.BandFormat.Uchar);
            all = all is null ? one : all.Join(one, Enums.Direction.Vertical);
        }
        using var tall = all!.Copy(interpretation: Enums.Interpretation.Srgb);
        using var animated = tall.Mutate(image =>
        {
            image.Set(GValue.GIntType, "page-height", height);
            image.Set(GValue.ArrayIntType, "delay", Enumerable.Repeat(100, frames).ToArray());
        });
        return animated.GifsaveBuffer();
    }

    /// <summary>A PNG whose header says one size and whose rows are all zero: some kilobytes for any number of pixels.</summary>
    public static byte[] PngBomb(int width, int height)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        WriteChunk(file, "IHDR", header);
        using (var data = new MemoryStream())
        {
            using (var zlib = new ZLibStream(data, CompressionLevel.SmallestSize, leaveOpen: true))
            {
                var row = new byte[1 + (width * 3L)];
                for (var y = 0; y < Math.Min(height, 20_000); y++)
                    zlib.Write(row);
            }
            WriteChunk(file, "IDAT", data.ToArray());
        }
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>A GIF that says it is very large, with one frame of no data.</summary>
    public static byte[] GifBomb(ushort width, ushort height)
    {
        using var file = new MemoryStream();
        file.Write("GIF89a"u8);
        WriteLittle(file, width);
        WriteLittle(file, height);
        file.Write([0x80, 0, 0, 0, 0, 0, 255, 255, 255]);
        file.WriteByte(0x2C);
        WriteLittle(file, 0);
        WriteLittle(file, 0);
        WriteLittle(file, width);
        WriteLittle(file, height);
        file.Write([0, 2, 2, 0x44, 0x01, 0, 0x3B]);
        return file.ToArray();
    }

    /// <summary>A WebP whose header says the greatest size there is.</summary>
    public static byte[] WebPBomb()
    {
        using var file = new MemoryStream();
        file.Write("RIFF"u8);
        file.Write([22, 0, 0, 0]);
        file.Write("WEBPVP8X"u8);
        file.Write([10, 0, 0, 0, 0x02, 0, 0, 0, 0xFE, 0x3F, 0, 0xFE, 0x3F, 0]);
        return file.ToArray();
    }

    /// <summary>JPEG with an EXIF block: an orientation, and where it was taken.</summary>
    public static byte[] WithExif(byte[] jpeg, ushort orientation)
    {
        // TIFF, little endian: IFD0 with the orientation and a pointer to the GPS IFD, which has the latitude's reference.
        using var tiff = new MemoryStream();
        tiff.Write("II*\0"u8);
        tiff.Write([8, 0, 0, 0, 3, 0]);
        tiff.Write([0x0F, 0x01, 2, 0, 4, 0, 0, 0, (byte)'C', (byte)'a', (byte)'m', 0]);
        tiff.Write([0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0]);
        tiff.Write([0x25, 0x88, 4, 0, 1, 0, 0, 0, 50, 0, 0, 0]);
        tiff.Write([0, 0, 0, 0]);
        tiff.Write([2, 0, 1, 0, 2, 0, 2, 0, 0, 0, (byte)'N', 0, 0, 0]);
        tiff.Write([2, 0, 5, 0, 3, 0, 0, 0, 80, 0, 0, 0, 0, 0, 0, 0]);
        tiff.Write([48, 0, 0, 0, 1, 0, 0, 0, 51, 0, 0, 0, 1, 0, 0, 0, 30, 0, 0, 0, 1, 0, 0, 0]);
        byte[] exif = [.. "Exif\0\0"u8, .. tiff.ToArray()];
        byte[] xmp = [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Encoding.ASCII.GetBytes("<x:xmpmeta xmlns:x='adobe:ns:meta/'>secret</x:xmpmeta>")];
        return [.. jpeg[..2], .. Segment(0xE1, exif), .. Segment(0xE1, xmp), .. jpeg[2..]];
    }

    private static byte[] Segment(byte marker, byte[] content) =>
        [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    private static void WriteChunk(Stream file, string type, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. content];
        file.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(named));
        file.Write(number);
    }

    private static void WriteLittle(Stream file, ushort value)
    {
        file.WriteByte((byte)value);
        file.WriteByte((byte)(value >> 8));
    }
}
