using System.Net;
using System.Net.Http.Headers;
using Linnet.Media.Cleaning;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Media;

public sealed class S3StoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pictures_are_stored_served_in_parts_checked_and_removed()
    {
        await using var s3 = await S3Server.StartAsync();
        await using var linnet = await RunningLinnet.StartAsync(s3.Settings);
        var ada = await linnet.JoinAsync("ada");
        var picture = await ada.UploadAsync(TestPicture.Jpeg());
        Assert.Empty(s3.Refused);
        Assert.Equal(2, s3.Count);
        var whole = await ada.DownloadAsync(picture["url"]);

        using var request = new HttpRequestMessage(HttpMethod.Get, (string)picture["url"]!);
        request.Headers.Range = new RangeHeaderValue(100, 199);
        var part = await ada.Http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(whole[100..200], await part.Content.ReadAsByteArrayAsync(Cancellation));

        var audit = linnet.Services.GetRequiredService<MediaAudit>();
        var found = await audit.FindAsync(Cancellation);
        Assert.Equal((2, 0, 0), (found.Files, found.Missing.Count, found.Orphans.Count));
        await ada.DeleteAsync($"/media/{picture["id"]}");
        await linnet.Services.GetRequiredService<UnusedMedia>().RemoveAsync(Cancellation);
        Assert.Equal(0, s3.Count);
        Assert.Empty(s3.Refused);
    }

    [Fact]
    public async Task While_it_is_gone_uploads_and_files_are_503_and_the_rest_works()
    {
        await using var s3 = await S3Server.StartAsync();
        await using var linnet = await RunningLinnet.StartAsync([.. s3.Settings, "--logging:Console:loglevel:default=None"]);
        var ada = await linnet.JoinAsync("ada");
        var picture = await ada.UploadAsync(TestPicture.Jpeg());
        await s3.StopAsync();

        var refused = await ada.TryUploadAsync(TestPicture.Png());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("media_storage_unavailable", (string?)(await refused.ReadJsonAsync())["code"]);
        Assert.True(refused.Headers.Contains("Retry-After"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await ada.GetAsync((string)picture["url"]!)).StatusCode);
        await ada.TweetAsync("goes on");
        // What was not stored is not visible, and cannot be attached.
        var id = PlainSql.Query<long>(linnet.Database, "select id from media where not is_ready").Single();
        Assert.Equal(HttpStatusCode.NotFound, (await ada.GetAsync($"/media/{id}")).StatusCode);
        Assert.Equal("media_not_found", await (await ada.PostAsync("/tweets/", new { content = "x", media_ids = new[] { id } })).ReadErrorAsync());
    }

    [Fact]
    public async Task Two_nodes_share_a_bucket()
    {
        await using var s3 = await S3Server.StartAsync();
        await using var nodes = await TwoNodes.StartAsync(s3.Settings);
        await TwoNodeMedia.AssertSharedAsync(nodes);
        Assert.Empty(s3.Refused);
    }
}
