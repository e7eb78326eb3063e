using Linnet.Media.Processing;
using Linnet.Tests.Fixtures;
using NetVips;
using Xunit;

namespace Linnet.Tests.Media;

/// <summary>Processed pictures, compared pixel by pixel with what they should be.</summary>
public sealed class PictureProcessingTests(SharedLinnet shared) : IClassFixture<SharedLinnet>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Pictures_are_turned_upright(int orientation)
    {
        var ada = await shared.Linnet.JoinAsync();
        using var upright = TestPicture.Quarters();
        using var stored = Turned(upright, orientation);
        var picture = await ada.UploadAsync(TestPicture.WithExif(stored.JpegsaveBuffer(q: 95), (ushort)orientation));
        Assert.Equal((200, 120), ((int)picture["width"]!, (int)picture["height"]!));
        AssertAlike(upright, Uploading.Decode(await ada.DownloadAsync(picture["url"])));
        AssertAlike(upright, Uploading.Decode(await ada.DownloadAsync(picture["preview_url"])));
    }

    [Fact]
    public async Task Colours_of_another_profile_are_converted()
    {
        var ada = await shared.Linnet.JoinAsync();
        using var quarters = TestPicture.Quarters();
        using var wide = quarters.IccTransform("p3", inputProfile: "srgb");
        var picture = await ada.UploadAsync(wide.JpegsaveBuffer(q: 98, keep: Enums.ForeignKeep.Icc));
        AssertAlike(quarters, Uploading.Decode(await ada.DownloadAsync(picture["url"])));
    }

    [Fact]
    public async Task CMYK_becomes_sRGB()
    {
        var ada = await shared.Linnet.JoinAsync();
        using var quarters = TestPicture.Quarters();
        using var cmyk = quarters.IccTransform("cmyk", inputProfile: "srgb");
        using var back = cmyk.IccTransform("srgb", inputProfile: "cmyk");
        var picture = await ada.UploadAsync(cmyk.JpegsaveBuffer(q: 98));
        using var result = Uploading.Decode(await ada.DownloadAsync(picture["url"]));
        Assert.Equal(3, result.Bands);
        AssertAlike(back, result);
    }

    [Fact]
    public async Task Sixteen_bits_become_eight()
    {
        var ada = await shared.Linnet.JoinAsync();
        using var quarters = TestPicture.Quarters();
        using var deep = quarters.Colourspace(Enums.Interpretation.Rgb16);
        var picture = await ada.UploadAsync(deep.PngsaveBuffer(bitdepth: 16));
        using var result = Uploading.Decode(await ada.DownloadAsync(picture["url"]));
        Assert.Equal(Enums.BandFormat.Uchar, result.Format);
        AssertAlike(quarters, result);
    }

    [Fact]
    public async Task A_grey_picture_keeps_its_greys()
    {
        var ada = await shared.Linnet.JoinAsync();
        using var quarters = TestPicture.Quarters();
        using var grey = quarters.Colourspace(Enums.Interpretation.Bw);
        var picture = await ada.UploadAsync(grey.PngsaveBuffer());
        using var expected = grey.Colourspace(Enums.Interpretation.Srgb);
        AssertAlike(expected, Uploading.Decode(await ada.DownloadAsync(picture["url"])));
    }

    [Fact]
    public async Task Transparency_is_kept_as_WebP()
    {
        var ada = await shared.Linnet.JoinAsync();
        var picture = await ada.UploadAsync(TestPicture.TransparentPng());
        Assert.EndsWith(".webp", (string)picture["url"]!, StringComparison.Ordinal);
        using var result = Uploading.Decode(await ada.DownloadAsync(picture["url"]));
        Assert.True(result.HasAlpha());
        Assert.InRange(result[3].Avg(), 126, 130);
    }

    [Fact]
    public async Task A_large_picture_is_shrunk()
    {
        var ada = await shared.Linnet.JoinAsync();
        var picture = await ada.UploadAsync(TestPicture.Jpeg(6000, 3000));
        Assert.Equal((4096, 2048), ((int)picture["width"]!, (int)picture["height"]!));
        using var preview = Uploading.Decode(await ada.DownloadAsync(picture["preview_url"]));
        Assert.Equal((640, 320), (preview.Width, preview.Height));
    }

    [Fact]
    public async Task An_animation_keeps_its_frames_and_has_a_still_preview()
    {
        var ada = await shared.Linnet.JoinAsync();
        var picture = await ada.UploadAsync(TestPicture.Gif(frames: 5));
        Assert.Equal(("gif", 40, 30), ((string?)picture["type"], (int)picture["width"]!, (int)picture["height"]!));
        using var result = Uploading.Decode(await ada.DownloadAsync(picture["url"]));
        Assert.Equal(5, (int)result.Get("n-pages"));
        Assert.Equal(100, ((int[])result.Get("delay"))[0]);
        using var preview = Uploading.Decode(await ada.DownloadAsync(picture["preview_url"]));
        Assert.Equal(30, preview.Height);
    }

    [Theory]
    [InlineData(".webp")]
    [InlineData(".gif")]
    [InlineData(".avif")]
    public async Task Other_formats_show_the_same(string suffix)
    {
        var ada = await shared.Linnet.JoinAsync();
        using var quarters = TestPicture.Quarters();
        var picture = await ada.UploadAsync(quarters.WriteToBuffer($"{suffix}{(suffix is ".gif" ? "" : "[Q=95]")}"));
        AssertAlike(quarters, Uploading.Decode(await ada.DownloadAsync(picture["url"])));
    }

    [Fact]
    public async Task No_metadata_is_left()
    {
        var ada = await shared.Linnet.JoinAsync();
        var exiftool = Requirement.Program("exiftool");
        using var quarters = TestPicture.Quarters();
        using var wide = quarters.IccTransform("p3", inputProfile: "srgb");
        var upload = TestPicture.WithExif(wide.JpegsaveBuffer(keep: Enums.ForeignKeep.Icc), 6);
        Assert.Contains("GPS", await ReadTagsAsync(exiftool, upload), StringComparison.Ordinal);
        var picture = await ada.UploadAsync(upload);
        foreach (var url in (string[])["url", "preview_url"])
        {
            var tags = await ReadTagsAsync(exiftool, await ada.DownloadAsync(picture[url]));
            Assert.DoesNotContain("[EXIF]", tags, StringComparison.Ordinal);
            Assert.DoesNotContain("[XMP]", tags, StringComparison.Ordinal);
            Assert.DoesNotContain("[IPTC]", tags, StringComparison.Ordinal);
            Assert.DoesNotContain("[ICC_Profile]", tags, StringComparison.Ordinal);
            Assert.DoesNotContain("GPS", tags, StringComparison.Ordinal);
        }
    }

    // What https://github.com/woltapp/blurhash makes of the same pixels. For the gradient, in C: TypeScript takes the greatest
    // component, and not the one with the greatest size, for its scale.
    [Theory]
    [InlineData("black", 32, 32, "L00000fQfQfQfQfQfQfQfQfQfQfQ")]
    [InlineData("white", 32, 32, "L9TSUA~qfQ~q~qoffQoffQfQfQfQ")]
    [InlineData("red", 32, 32, "L9TI:j|cfQ|c|co1fQo1fQfQfQfQ")]
    [InlineData("gradient", 32, 20, "LxH25Q2zw$XAqmWYjuf8gJfjfQfj")]
    [InlineData("checks", 17, 31, "L7LD3Y~TWX~A=_IuRo9$WXR-WXNL")]
    public void A_blurhash_is_that_of_the_reference(string pattern, int width, int height, string expected)
    {
        var pixels = new byte[width * height * 3];
        for (var pixel = 0; pixel < width * height; pixel++)
        {
            var (x, y) = (pixel % width, pixel / width);
            byte[] colour = pattern switch
            {
                "black" => [0, 0, 0],
                "white" => [255, 255, 255],
                "red" => [255, 0, 0],
                "gradient" => [(byte)(x * 8), (byte)(y * 12), (byte)(255 - (x * 4))],
                _ => ((x >> 2) + (y >> 2)) % 2 is 1 ? [250, 200, 10] : [5, 60, 120],
            };
            colour.CopyTo(pixels, pixel * 3);
        }
        Assert.Equal(expected, BlurHash.Encode(pixels, width, height));
    }

    private static Image Turned(Image upright, int orientation) => orientation switch
    {
        2 => upright.Flip(Enums.Direction.Horizontal),
        3 => upright.Rot(Enums.Angle.D180),
        4 => upright.Flip(Enums.Direction.Vertical),
        5 => upright.Rot(Enums.Angle.D90).Flip(Enums.Direction.Horizontal),
        6 => upright.Rot(Enums.Angle.D270),
        7 => upright.Rot(Enums.Angle.D270).Flip(Enums.Direction.Horizontal),
        8 => upright.Rot(Enums.Angle.D90),
        _ => upright.Copy(),
    };

    private static void AssertAlike(Image expected, Image actual)
    {
        using (actual)
        {
            Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
            var difference = (expected - actual.ExtractBand(0, n: 3)).Abs();
            // Encoding blurs the lines between the quarters.
            Assert.True(difference.Avg() < 4, $"The pictures differ by {difference.Avg():0.0}");
            foreach (var (x, y) in ((int, int)[])[(20, 20), (expected.Width - 20, 20), (20, expected.Height - 20), (expected.Width - 20, expected.Height - 20)])
            {
                var (before, after) = (expected[x, y], actual[x, y]);
                for (var band = 0; band < 3; band++)
                    Assert.InRange(after[band], before[band] - 10, before[band] + 10);
            }
        }
    }

    private static async Task<string> ReadTagsAsync(string exiftool, byte[] file)
    {
        using var folder = new TempFolder();
        var path = folder.File("picture");
        await File.WriteAllBytesAsync(path, file, TestContext.Current.CancellationToken);
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(exiftool, ["-a", "-G", "-ee", path]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        return await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
