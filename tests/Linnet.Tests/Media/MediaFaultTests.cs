using System.Net;
using System.Text.Json.Nodes;
using Linnet.Tests.Durability;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Media;

/// <summary>Killed amid uploads, or with a full disk: nothing acknowledged is lost, nothing is half visible, and the rest is cleaned up.</summary>
[Trait("Kind", Chaos.Kind)]
public sealed class MediaFaultTests : IDisposable
{
    private static readonly int Kills = Chaos.Size(quick: 2, @long: 10);

    private readonly TempFolder _folder = new();

    private string DatabasePath => _folder.File("test.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_amid_uploads_it_has_all_that_it_acknowledged()
    {
        var acknowledged = new List<JsonNode>();
        string token;
        await using (var first = Start())
            token = (await Person.JoinAsync(await first.WaitUntilListeningAsync(), "ada")).Token;
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var linnet = Start();
            var ada = At(await linnet.WaitUntilListeningAsync(), token);
            var before = acknowledged.Count;
            var uploads = Enumerable.Range(0, 3).Select(worker => UploadUntilGoneAsync(ada, acknowledged, (kill * 100) + (worker * 30))).ToList();
            await Eventually.TrueAsync(() => CountOf(acknowledged) >= before + 5, "some are stored", TimeSpan.FromMinutes(1));
            linnet.Kill();
            await linnet.WaitForExitAsync();
            await Task.WhenAll(uploads);
        }
        await using (var last = Start())
        {
            var ada = At(await last.WaitUntilListeningAsync(), token);
            foreach (var picture in acknowledged)
            {
                Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync($"/media/{picture["id"]}")).StatusCode);
                Assert.NotEmpty(await ada.DownloadAsync(picture["url"]));
                Assert.NotEmpty(await ada.DownloadAsync(picture["preview_url"]));
            }
        }
        var check = await LinnetProcess.RunAsync(_folder, "media", "check", $"--database={DatabasePath}");
        Assert.True(check.ExitCode is 0, check.Output + check.Error);

        // What was cut off goes an hour later, with its files.
        PlainSql.Execute(DatabasePath, "update media set created_at = created_at - 7200000000");
        var clean = await LinnetProcess.RunAsync(_folder, "media", "clean", $"--database={DatabasePath}");
        Assert.True(clean.ExitCode is 0, clean.Output + clean.Error);
        Assert.Equal(0, PlainSql.Query<long>(DatabasePath, "select count(*) from media where not is_ready").Single());
        var files = Directory.EnumerateFiles(_folder.File("test-media"), "*.*", SearchOption.AllDirectories).Count(path => !path.Contains("incoming", StringComparison.Ordinal));
        Assert.Equal(PlainSql.Query<long>(DatabasePath, "select count(*) from blobs").Single(), files);
    }

    [Fact]
    public async Task A_full_disk_refuses_uploads_with_507_and_keeps_nothing_of_them()
    {
        await using var linnet = Start();
        var ada = await Person.JoinAsync(await linnet.WaitUntilListeningAsync(), "ada");
        var before = await ada.UploadAsync(TestPicture.Jpeg());
        await using (await SystemCallTrace.AttachAsync(linnet.Id, _folder, "pwrite64", "error=ENOSPC"))
        {
            Assert.Equal(HttpStatusCode.InsufficientStorage, (await ada.TryUploadAsync(TestPicture.Png(50, 50))).StatusCode);
            await ada.DownloadAsync(before["url"]);
            Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync("/tweets/timeline")).StatusCode);
        }
        Assert.Empty(Directory.EnumerateFiles(_folder.File("test-media/incoming")));
        await ada.DownloadAsync((await ada.UploadAsync(TestPicture.Png(50, 50)))["url"]);
    }

    [Fact]
    public async Task Without_libvips_uploads_are_503_and_the_rest_works()
    {
        var libraries = Directory.EnumerateFiles(AppContext.BaseDirectory, "libvips*", SearchOption.AllDirectories).Concat(SystemLibraries("libvips*"));
        string[] under = [Requirement.Program("strace"), "-f", "-o", "/dev/null", .. libraries.SelectMany(path => (string[])["-P", path]), "-e", "inject=openat:error=ENOENT"];
        await using var linnet = LinnetProcess.Start(
            _folder, new Dictionary<string, string>(), under, "--urls=http://127.0.0.1:0", $"--database={DatabasePath}", "--passwords:bcryptcost=4");
        var ada = await Person.JoinAsync(await linnet.WaitUntilListeningAsync(), "ada");
        var refused = await ada.TryUploadAsync(TestPicture.Jpeg());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("media_unavailable", (string?)(await refused.ReadJsonAsync())["code"]);
        Assert.False((bool)(await ada.ReadAsync("/media/limits"))["is_available"]!);
        await ada.TweetAsync("goes on");
    }

    [Theory]
    [InlineData("a PNG of 48 megapixels")]
    [InlineData("an interlaced PNG of 48 megapixels")]
    [InlineData("a progressive JPEG of 48 megapixels")]
    [InlineData("a WebP of 37 megapixels")]
    [InlineData("a GIF of 21 megapixels")]
    [InlineData("an animation of 3.6 megapixels")]
    public async Task A_picture_takes_at_most_256_MB(string what)
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("The peak is read from /proc");
        var file = MakeLarge(what);
        await using var linnet = Start();
        var ada = await Person.JoinAsync(await linnet.WaitUntilListeningAsync(), "ada");
        var before = PeakOf(linnet.Id);
        await ada.UploadAsync(file);
        var took = (PeakOf(linnet.Id) - before) >> 20;
        Figures.Record($"{took} MB, libvips itself included");
        Assert.InRange(took, 0, 256);
    }

    /// <summary>The system's own libraries: in the folders of libraries and those of a platform within these.</summary>
    private static IEnumerable<string> SystemLibraries(string pattern)
    {
        var within = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1, IgnoreInaccessible = true };
        string[] folders = ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib"];
        return folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, pattern, within));
    }

    private static byte[] MakeLarge(string what)
    {
        static NetVips.Image Black(int width, int height) =>
            NetVips.Image.Black(width, height, bands: 3).Copy(interpretation: NetVips.Enums.Interpretation.Srgb);
        return what switch
        {
            "a PNG of 48 megapixels" => TestPicture.PngBomb(8000, 6000),
            "an interlaced PNG of 48 megapixels" => Black(8000, 6000).PngsaveBuffer(compression: 1, interlace: true),
            "a progressive JPEG of 48 megapixels" => Black(8000, 6000).JpegsaveBuffer(interlace: true),
            "a WebP of 37 megapixels" => Black(6400, 5800).WebpsaveBuffer(effort: 0),
            "a GIF of 21 megapixels" => Black(4900, 4300).GifsaveBuffer(effort: 1),
            _ => TestPicture.Gif(frames: 3, width: 2000, height: 1800),
        };
    }

    private static long PeakOf(int process) =>
        long.Parse(File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) << 10;

    private static int CountOf(List<JsonNode> pictures)
    {
        lock (pictures)
            return pictures.Count;
    }

    private static Person At(Uri server, string token)
    {
        var http = new HttpClient { BaseAddress = server };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return new Person("ada", 1, http);
    }

    private static async Task UploadUntilGoneAsync(Person person, List<JsonNode> acknowledged, int first)
    {
        for (var number = 0; number < 30; number++)
        {
            try
            {
                var answer = await person.TryUploadAsync(TestPicture.Png(40 + ((first + number) * 2), 40));
                if (answer.StatusCode is not HttpStatusCode.Created)
                    continue;
                var picture = await answer.ReadJsonAsync();
                lock (acknowledged)
                    acknowledged.Add(picture);
            }
            catch (HttpRequestException)
            {
                return;
            }
            catch (IOException)
            {
                return;
            }
        }
    }

    private LinnetProcess Start() => LinnetProcess.Start(
        _folder, "--urls=http://127.0.0.1:0", $"--database={DatabasePath}", "--passwords:bcryptcost=4", "--media:seconds=120");
}
