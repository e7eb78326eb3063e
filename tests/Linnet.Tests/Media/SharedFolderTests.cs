using System.Net;
using Linnet.Media.Cleaning;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Media;

/// <summary>Two nodes on one folder.</summary>
public sealed class SharedFolderTests
{
    [Fact]
    public async Task Two_nodes_share_a_folder()
    {
        using var folder = new TempFolder();
        await using var nodes = await TwoNodes.StartAsync($"--media:path={folder.Path}");
        await TwoNodeMedia.AssertSharedAsync(nodes);
    }
}

internal static class TwoNodeMedia
{
    /// <summary>A picture that one node takes is served, attached, shown and removed by the other.</summary>
    public static async Task AssertSharedAsync(TwoNodes nodes)
    {
        var (atA, atB) = await nodes.JoinAsync();
        var picture = await atA.UploadAsync(TestPicture.Jpeg());
        Assert.Equal(await atA.DownloadAsync(picture["url"]), await atB.DownloadAsync(picture["url"]));
        var tweet = await (await atB.PostAsync("/tweets/", new { content = "", media_ids = new[] { (long)picture["id"]! } })).ReadJsonAsync();
        await Eventually.TrueAsync(
            async () => (await atA.GetAsync($"/tweets/{tweet["id"]}")) is { StatusCode: HttpStatusCode.OK } shown
                && (await shown.ReadJsonAsync())["media"]?.ToJsonString() == tweet["media"]!.ToJsonString(),
            "the other node shows it");
        await atA.PutAsync($"/media/{picture["id"]}", new { description = "changed" });
        await Eventually.TrueAsync(
            async () => (string?)(await atB.ReadAsync($"/tweets/{tweet["id"]}"))["media"]![0]!["description"] is "changed", "the other node shows the change");
        // Both clean up at once, and what is used stays.
        var cleaners = new[] { nodes.A, nodes.B }.Select(node => node.Services.GetRequiredService<UnusedMedia>()).ToList();
        await Task.WhenAll(cleaners.Select(cleaner => cleaner.RemoveAsync(TestContext.Current.CancellationToken)));
        await atA.DownloadAsync(picture["url"]);

        await atB.DeleteAsync($"/tweets/{tweet["id"]}");
        Assert.Equal(HttpStatusCode.NotFound, (await atA.GetAsync((string)picture["url"]!)).StatusCode);
        await Task.WhenAll(cleaners.Select(cleaner => cleaner.RemoveAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(0, (await nodes.A.Services.GetRequiredService<MediaAudit>().FindAsync(TestContext.Current.CancellationToken)).Files);
    }
}
