using System.Net;
using System.Net.Http.Headers;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Media;

public sealed class UploadTests(SharedLinnet shared) : IClassFixture<SharedLinnet>
{
    [Fact]
    public async Task A_picture_is_stored_and_served_to_everyone_who_knows_its_URL()
    {
        var ada = await shared.Linnet.JoinAsync();
        var answer = await ada.TryUploadAsync(TestPicture.Jpeg(), description: "Four quarters", focus: "0.5,-1");
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var picture = await answer.ReadJsonAsync();
        Assert.Equal($"/media/{picture["id"]}", answer.Headers.Location!.ToString());
        Assert.Equal(("image", 200, 120), ((string?)picture["type"], (int)picture["width"]!, (int)picture["height"]!));
        Assert.Equal(("Four quarters", "0.5,-1"), ((string?)picture["description"], (string?)picture["focus"]));
        Assert.Equal(28, ((string)picture["blurhash"]!).Length);
        Assert.Equal(picture.ToJsonString(), (await ada.ReadAsync($"/media/{picture["id"]}")).ToJsonString());

        var file = await shared.Linnet.Http.GetAsync((string)picture["url"]!, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.Equal("image/jpeg", file.Content.Headers.ContentType!.ToString());
        Assert.Equal("public, max-age=31536000, immutable", file.Headers.CacheControl!.ToString());
        Assert.Equal("nosniff", file.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("sandbox; default-src 'none'", file.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("*", file.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("inline", file.Content.Headers.ContentDisposition!.DispositionType);
        var preview = await shared.Linnet.Http.GetAsync((string)picture["preview_url"]!, TestContext.Current.CancellationToken);
        Assert.Equal("image/webp", preview.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task A_file_is_served_in_parts_and_not_again_to_who_has_it()
    {
        var ada = await shared.Linnet.JoinAsync();
        var url = (string)(await ada.UploadAsync(TestPicture.Jpeg()))["url"]!;
        var whole = await ada.GetAsync(url);
        var bytes = await whole.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        using var part = new HttpRequestMessage(HttpMethod.Get, url);
        part.Headers.Range = new RangeHeaderValue(10, 19);
        var answer = await ada.Http.SendAsync(part, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(bytes[10..20], await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        using var known = new HttpRequestMessage(HttpMethod.Get, url);
        known.Headers.IfNoneMatch.Add(whole.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await ada.Http.SendAsync(known, TestContext.Current.CancellationToken)).StatusCode);

        using var head = new HttpRequestMessage(HttpMethod.Head, url);
        var headOnly = await ada.Http.SendAsync(head, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, bytes.Length), (headOnly.StatusCode, (int)headOnly.Content.Headers.ContentLength!));
    }

    [Theory]
    [InlineData("/media/files/nothing")]
    [InlineData("/media/files/00000000000000000000000000000000.jpg")]
    [InlineData("/media/files/00000000000000000000000000000000-small.webp")]
    [InlineData("/media/files/..%2F..%2Ftest.db")]
    [InlineData("/media/files/%00")]
    public async Task No_other_name_is_found(string path)
    {
        var answer = await shared.Linnet.Http.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.BadRequest]);
    }

    [Fact]
    public async Task A_URL_has_only_the_ending_of_what_was_made()
    {
        var ada = await shared.Linnet.JoinAsync();
        var url = (string)(await ada.UploadAsync(TestPicture.Jpeg()))["url"]!;
        Assert.Equal(HttpStatusCode.NotFound, (await ada.GetAsync(Path.ChangeExtension(url, "webp"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.GetAsync(Path.ChangeExtension(url, "html"))).StatusCode);
    }

    [Fact]
    public async Task A_picture_is_its_owners_alone_until_a_tweet_has_it()
    {
        var (ada, eve) = (await shared.Linnet.JoinAsync(), await shared.Linnet.JoinAsync());
        var id = await ada.UploadAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await eve.GetAsync($"/media/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await eve.PutAsync($"/media/{id}", new { description = "mine" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await eve.DeleteAsync($"/media/{id}")).StatusCode);
        Assert.Equal("media_not_found", await (await eve.PostAsync("/tweets/", new { content = "mine", media_ids = new[] { id } })).ReadErrorAsync());
        Assert.Null((string?)(await ada.ReadAsync($"/media/{id}"))["description"]);
    }

    [Fact]
    public async Task A_deleted_picture_is_gone_at_once()
    {
        var ada = await shared.Linnet.JoinAsync();
        var picture = await ada.UploadAsync(TestPicture.Jpeg());
        Assert.Equal(HttpStatusCode.NoContent, (await ada.DeleteAsync($"/media/{picture["id"]}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.GetAsync($"/media/{picture["id"]}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.GetAsync((string)picture["url"]!)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.GetAsync((string)picture["preview_url"]!)).StatusCode);
    }

    [Fact]
    public async Task Texts_can_be_changed_one_by_one()
    {
        var ada = await shared.Linnet.JoinAsync();
        var id = await ada.UploadAsync();
        await ada.PutAsync($"/media/{id}", new { description = "A wren", focus = "-1,0.25" });
        var changed = await (await ada.PutAsync($"/media/{id}", new { focus = (string?)null })).ReadJsonAsync();
        Assert.Equal(("A wren", null), ((string?)changed["description"], (string?)changed["focus"]));
        Assert.Equal("value_error", await (await ada.PutAsync($"/media/{id}", new { focus = "2,0" })).ReadErrorAsync());
        Assert.Equal("string_too_long", await (await ada.PutAsync($"/media/{id}", new { description = new string('a', 1501) })).ReadErrorAsync());
    }

    [Fact]
    public async Task A_form_without_a_file_or_with_wrong_texts_is_refused()
    {
        var ada = await shared.Linnet.JoinAsync();
        using var form = new MultipartFormDataContent { { new StringContent("no file"), "description" } };
        var answer = await ada.Http.PostAsync("/media", form, TestContext.Current.CancellationToken);
        Assert.Equal("missing", await answer.ReadErrorAsync());
        Assert.Equal("missing", await (await ada.PostAsync("/media", new { file = "text" })).ReadErrorAsync());
        Assert.Equal("string_too_long", await (await ada.TryUploadAsync(TestPicture.Jpeg(), description: new string('a', 1501))).ReadErrorAsync());
        Assert.Equal("value_error", await (await ada.TryUploadAsync(TestPicture.Jpeg(), focus: "left")).ReadErrorAsync());
    }

    [Fact]
    public async Task A_broken_form_is_a_400_and_leaves_no_file()
    {
        var ada = await shared.Linnet.JoinAsync();
        using var body = new StringContent("--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\r\nhalf");
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        Assert.Equal(HttpStatusCode.BadRequest, (await ada.Http.PostAsync("/media", body, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Files_can_have_an_origin_of_their_own()
    {
        await using var linnet = await RunningLinnet.StartAsync("--media:publicurl=https://media.example.org");
        var ada = await linnet.JoinAsync("ada");
        var picture = await ada.UploadAsync(TestPicture.Jpeg());
        Assert.StartsWith("https://media.example.org/media/files/", (string)picture["url"]!, StringComparison.Ordinal);
        await ada.TryUploadAsync(TestPicture.Jpeg(), path: "/users/me/avatar");
        var url = (string)(await ada.ReadAsync("/users/me"))["avatar_url"]!;
        Assert.StartsWith("https://media.example.org/media/files/", url, StringComparison.Ordinal);
        Assert.Equal(url, (string?)(await ada.ReadAsync("/users/ada"))["avatar_url"]);
        await ada.DownloadAsync(new Uri(url).PathAndQuery);
        using var page = new HttpRequestMessage(HttpMethod.Get, "/login");
        page.Headers.Accept.ParseAdd("text/html");
        var answer = await ada.Http.SendAsync(page, TestContext.Current.CancellationToken);
        Assert.EndsWith("; img-src 'self' blob: https://media.example.org", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clients_learn_the_limits()
    {
        var limits = await (await shared.Linnet.JoinAsync()).ReadAsync("/media/limits");
        Assert.True((bool)limits["is_available"]!);
        Assert.Equal((4, 16_777_216, 1500), ((int)limits["per_tweet"]!, (int)limits["max_bytes"]!, (int)limits["description_length"]!));
        Assert.Contains("image/webp", limits["types"]!.AsArray().Select(type => (string?)type));
    }
}
