using Linnet.Media.Cleaning;
using Linnet.Media.Files;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Media;

public sealed class CleaningTests
{
    // lang=sql
    private const string Age = "update media set created_at = created_at - 90000000000";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Unused_pictures_go_after_a_day_and_used_ones_stay()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var ada = await linnet.JoinAsync("ada");
        var (unused, inTweet, inDraft, inScheduled) = (
            await UploadDistinctAsync(ada, 1), await UploadDistinctAsync(ada, 2), await UploadDistinctAsync(ada, 3), await UploadDistinctAsync(ada, 4));
        await ada.PostAsync("/tweets/", new { content = "", media_ids = new[] { inTweet } });
        await ada.PostAsync("/drafts/", new { body = new { media_ids = new[] { inDraft } } });
        await ada.PostAsync("/tweets/", new { content = "", media_ids = new[] { inScheduled }, scheduled_at = TimeProvider.System.GetUtcNow().AddDays(1) });
        await ada.TryUploadAsync(TestPicture.Png(90, 90), path: "/users/me/avatar");
        var files = await CountFilesAsync(linnet);
        await RemoveAsync(linnet);
        Assert.Equal(files, await CountFilesAsync(linnet));

        PlainSql.Execute(linnet.Database, Age);
        await RemoveAsync(linnet);
        Assert.Equal([inTweet, inDraft, inScheduled], PlainSql.Query<long>(linnet.Database, "select id from media where kind < 2 order by id"));
        Assert.Equal(1, PlainSql.Query<long>(linnet.Database, "select count(*) from media where kind = 2").Single());
        Assert.Equal(files - 2, await CountFilesAsync(linnet));
        Assert.True(unused > 0);
        await AssertSoundAsync(linnet);
    }

    [Fact]
    public async Task Files_of_deleted_tweets_and_accounts_go_but_not_those_that_others_share()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var (ada, bob) = (await linnet.JoinAsync("ada"), await linnet.JoinAsync("bob"));
        var (hers, his) = (await ada.UploadAsync(TestPicture.Jpeg()), await bob.UploadAsync(TestPicture.Jpeg()));
        Assert.Equal(2, await CountFilesAsync(linnet));
        var tweet = await (await ada.PostAsync("/tweets/", new { content = "", media_ids = new[] { (long)hers["id"]! } })).ReadJsonAsync();
        await ada.DeleteAsync($"/tweets/{tweet["id"]}");
        await RemoveAsync(linnet);
        Assert.Equal(2, await CountFilesAsync(linnet));
        await bob.DownloadAsync(his["url"]);

        await bob.DeleteAsync("/users/me");
        await Eventually.TrueAsync(
            async () =>
            {
                await RemoveAsync(linnet);
                return await CountFilesAsync(linnet) is 0;
            },
            "no file is left");
        await AssertSoundAsync(linnet);
        // The same bytes again are a new file.
        await ada.DownloadAsync((await ada.UploadAsync(TestPicture.Jpeg()))["url"]);
    }

    [Fact]
    public async Task An_audit_finds_missing_files_and_files_without_a_picture()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var ada = await linnet.JoinAsync("ada");
        await ada.UploadAsync();
        var root = linnet.Services.GetRequiredService<MediaStore>().Location;
        var file = Directory.EnumerateFiles(root, "*.*", SearchOption.AllDirectories).First();
        var orphan = Path.Combine(root, "00", "00", $"{new string('0', 64)}.99");
        Directory.CreateDirectory(Path.GetDirectoryName(orphan)!);
        File.Move(file, orphan);
        File.SetLastWriteTimeUtc(orphan, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2));
        var found = await linnet.Services.GetRequiredService<MediaAudit>().FindAsync(Cancellation);
        Assert.Equal([Path.GetFileName(file)], found.Missing);
        Assert.Equal([Path.GetFileName(orphan)], found.Orphans);
    }

    [Fact]
    public async Task What_a_crash_left_of_an_upload_goes()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var ada = await linnet.JoinAsync("ada");
        var id = await ada.UploadAsync();
        PlainSql.Execute(linnet.Database, "update media set is_ready = false");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await ada.GetAsync($"/media/{id}")).StatusCode);
        var incoming = linnet.Services.GetRequiredService<MediaStore>().IncomingFolder;
        var half = Path.Combine(incoming, "upload-1");
        await File.WriteAllTextAsync(half, "half", Cancellation);
        File.SetLastWriteTimeUtc(half, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2));
        PlainSql.Execute(linnet.Database, Age);
        await RemoveAsync(linnet);
        Assert.False(File.Exists(half));
        Assert.Equal(0, await CountFilesAsync(linnet));
    }

    private static async Task<long> UploadDistinctAsync(Person person, int seed) =>
        (long)(await person.UploadAsync(TestPicture.Png(100 + (seed * 2), 80)))["id"]!;

    private static Task<int> RemoveAsync(RunningLinnet linnet) => linnet.Services.GetRequiredService<UnusedMedia>().RemoveAsync(Cancellation);

    private static async Task<int> CountFilesAsync(RunningLinnet linnet) =>
        (await linnet.Services.GetRequiredService<MediaAudit>().FindAsync(Cancellation)).Files;

    private static async Task AssertSoundAsync(RunningLinnet linnet)
    {
        var found = await linnet.Services.GetRequiredService<MediaAudit>().FindAsync(Cancellation);
        Assert.Empty(found.Missing);
        Assert.Empty(found.Orphans);
    }
}
