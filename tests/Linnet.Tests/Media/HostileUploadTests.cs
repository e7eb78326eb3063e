using System.Net;
using System.Text;
using Linnet.Media;
using Linnet.Media.Processing;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Media;

/// <summary>Uploads that mean harm, or that cameras and programs get wrong: shown as what they are, or refused with a code.</summary>
public sealed class HostileUploadTests(SharedLinnet shared) : IClassFixture<SharedLinnet>
{
    private static readonly byte[] Html = "<!doctype html><script>alert(1)</script>"u8.ToArray();

    public static TheoryData<string, string> NoPictures => new()
    {
        { "SVG", "media_type" },
        { "HTML", "media_type" },
        { "a script", "media_type" },
        { "a PDF", "media_type" },
        { "a TIFF", "media_type" },
        { "a BMP", "media_type" },
        { "an MP4", "media_type" },
        { "a HEIC", "media_type" },
        { "nothing", "media_type" },
        { "one byte", "media_type" },
        { "the head of a JPEG", "media_damaged" },
        { "the head of a PNG", "media_damaged" },
        { "half a PNG", "media_damaged" },
        { "a PNG with a wrong checksum", "media_damaged" },
        { "HTML after the head of a GIF", "media_damaged" },
        { "a GIF that says it is 65,535 wide and high", "media_too_many_pixels" },
        { "a WebP that says it is 16,383 wide and high", "media_too_many_pixels|media_damaged" },
        { "a PNG that says it is 30,000 wide and high", "media_too_many_pixels" },
        { "a PNG of 15,000 by 15,000 zeros", "media_too_many_pixels" },
        { "a PNG that is 65,535 wide", "" },
        { "1,000 frames", "media_too_many_frames" },
    };

    [Theory]
    [MemberData(nameof(NoPictures))]
    public async Task It_is_refused_or_shown_as_a_picture(string what, string codes)
    {
        var ada = await shared.Linnet.JoinAsync();
        // The name and the type lie.
        var answer = await ada.TryUploadAsync(Make(what), "holiday.jpg", "image/jpeg");
        if (codes is "")
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        else
            Assert.Contains(await answer.ReadErrorAsync(), codes.Split('|'));
    }

    [Fact]
    public async Task A_polyglot_is_served_as_a_picture_without_its_other_half()
    {
        var ada = await shared.Linnet.JoinAsync();
        var picture = await ada.UploadAsync([.. TestPicture.Jpeg(), .. Html]);
        var file = await ada.GetAsync((string)picture["url"]!);
        Assert.Equal("image/jpeg", file.Content.Headers.ContentType!.ToString());
        Assert.Equal("nosniff", file.Headers.GetValues("X-Content-Type-Options").Single());
        var bytes = await file.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("script", Encoding.Latin1.GetString(bytes), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_comment_of_a_JPEG_is_not_served()
    {
        var ada = await shared.Linnet.JoinAsync();
        var jpeg = TestPicture.Jpeg();
        byte[] withComment = [.. jpeg[..2], 0xFF, 0xFE, 0, (byte)(Html.Length + 2), .. Html, .. jpeg[2..]];
        var picture = await ada.UploadAsync(withComment);
        Assert.DoesNotContain("script", Encoding.Latin1.GetString(await ada.DownloadAsync(picture["url"])), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("text/html", "page.html")]
    [InlineData("image/svg+xml", "..\\..\\evil.svg")]
    [InlineData("application/x-php", "../../etc/passwd")]
    public async Task Neither_the_name_nor_the_type_that_was_sent_counts(string type, string name)
    {
        var ada = await shared.Linnet.JoinAsync();
        var answer = await ada.TryUploadAsync(TestPicture.Png(), name, type);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var file = await ada.GetAsync((string)(await answer.ReadJsonAsync())["url"]!);
        Assert.Equal("image/jpeg", file.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task A_file_beyond_the_limit_is_a_413_and_other_routes_keep_theirs()
    {
        await using var linnet = await RunningLinnet.StartAsync("--media:maxbytes=65536");
        var ada = await linnet.JoinAsync("ada");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await ada.TryUploadAsync([.. TestPicture.Jpeg(), .. new byte[70_000]])).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await ada.TryUploadAsync(TestPicture.Jpeg())).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await ada.PostAsync("/tweets/", new { content = new string('a', 70_000) })).StatusCode);
    }

    [Fact]
    public async Task The_limits_are_settings()
    {
        await using var linnet = await RunningLinnet.StartAsync("--media:maxmegapixels=1", "--media:maxframes=3", "--media:perday=3", "--ratelimits:enabled=true");
        var ada = await linnet.JoinAsync("ada");
        Assert.Equal("media_too_many_pixels", await (await ada.TryUploadAsync(TestPicture.Jpeg(1200, 1000))).ReadErrorAsync());
        Assert.Equal("media_too_many_frames", await (await ada.TryUploadAsync(TestPicture.Gif(frames: 4))).ReadErrorAsync());
        Assert.Equal(HttpStatusCode.Created, (await ada.TryUploadAsync(TestPicture.Gif(frames: 3))).StatusCode);
        var tooMany = await ada.TryUploadAsync(TestPicture.Jpeg());
        Assert.Equal(HttpStatusCode.TooManyRequests, tooMany.StatusCode);
        Assert.True(tooMany.Headers.Contains("Retry-After"));
    }

    [Fact]
    public async Task What_takes_too_long_is_given_up()
    {
        Assert.True(Vips.TryLoad());
        using var folder = new TempFolder();
        var path = folder.File("picture");
        await File.WriteAllBytesAsync(path, TestPicture.Jpeg(3000, 2000), TestContext.Current.CancellationToken);
        using var over = new CancellationTokenSource();
        await over.CancelAsync();
        var outcome = PictureProcessor.Process(path, PictureFormat.Jpeg, PictureShape.Attachment, new MediaOptions(), over.Token);
        Assert.Equal("media_too_slow", outcome.Error?.Code);
    }

    private static byte[] Make(string what)
    {
        var png = TestPicture.Png();
        return what switch
        {
            "SVG" => "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><script>alert(1)</script></svg>"u8.ToArray(),
            "HTML" => Html,
            "a script" => "alert(1)"u8.ToArray(),
            "a PDF" => "%PDF-1.7\n"u8.ToArray(),
            "a TIFF" => "II*\0\b\0\0\0"u8.ToArray(),
            "a BMP" => "BM\0\0\0\0\0\0\0\0"u8.ToArray(),
            "an MP4" => "\0\0\0\u0018ftypmp42\0\0\0\0mp42isom"u8.ToArray(),
            "a HEIC" => "\0\0\0\u0018ftypheic\0\0\0\0mif1heic"u8.ToArray(),
            "nothing" => [],
            "one byte" => [0xFF],
            "the head of a JPEG" => TestPicture.Jpeg()[..20],
            "the head of a PNG" => png[..20],
            "half a PNG" => png[..(png.Length / 2)],
            "a PNG with a wrong checksum" => Flip(png, png.Length - 20),
            "HTML after the head of a GIF" => [.. "GIF89a"u8, .. Html],
            "a GIF that says it is 65,535 wide and high" => TestPicture.GifBomb(65_535, 65_535),
            "a WebP that says it is 16,383 wide and high" => TestPicture.WebPBomb(),
            "a PNG that says it is 30,000 wide and high" => TestPicture.PngBomb(30_000, 30_000)[..4096],
            "a PNG of 15,000 by 15,000 zeros" => TestPicture.PngBomb(15_000, 15_000),
            "a PNG that is 65,535 wide" => TestPicture.PngBomb(65_535, 10),
            _ => TestPicture.Gif(frames: 1000, width: 4, height: 4),
        };
    }

    private static byte[] Flip(byte[] file, int at)
    {
        file[at] ^= 0xFF;
        return file;
    }
}
