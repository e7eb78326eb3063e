using System.Net;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Media;

public sealed class ProfilePictureTests(SharedLinnet shared) : IClassFixture<SharedLinnet>
{
    [Theory]
    [InlineData("avatar", 400, 400, 96)]
    [InlineData("header", 1500, 500, 600)]
    public async Task A_profile_picture_is_cut_and_shown_wherever_the_user_is(string name, int width, int height, int smallWidth)
    {
        var (ada, bob) = (await shared.Linnet.JoinAsync(), await shared.Linnet.JoinAsync());
        var tweet = await ada.TweetAsync("before");
        var answer = await ada.TryUploadAsync(TestPicture.Jpeg(), path: $"/users/me/{name}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var url = (string)(await answer.ReadJsonAsync())[$"{name}_url"]!;
        using var picture = Uploading.Decode(await bob.DownloadAsync(url));
        Assert.Equal((width, height), (picture.Width, picture.Height));
        using var small = Uploading.Decode(await bob.DownloadAsync(url.Replace(".webp", "-small.webp", StringComparison.Ordinal)));
        Assert.Equal(smallWidth, small.Width);
        Assert.Equal(url, (string?)(await ada.ReadAsync("/users/me"))[$"{name}_url"]);
        Assert.Equal(url, (string?)(await bob.ReadAsync($"/users/{ada.Username}"))[$"{name}_url"]);
        Assert.Equal(url, (string?)(await bob.ReadAsync($"/tweets/{tweet}"))["author"]![$"{name}_url"]);
    }

    [Fact]
    public async Task A_new_avatar_replaces_the_old_one_and_a_removed_one_is_gone()
    {
        var ada = await shared.Linnet.JoinAsync();
        var first = (string)(await (await ada.TryUploadAsync(TestPicture.Jpeg(), path: "/users/me/avatar")).ReadJsonAsync())["avatar_url"]!;
        var second = (string)(await (await ada.TryUploadAsync(TestPicture.Png(), path: "/users/me/avatar")).ReadJsonAsync())["avatar_url"]!;
        Assert.NotEqual(first, second);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.GetAsync(first)).StatusCode);
        var removed = await ada.DeleteAsync("/users/me/avatar");
        Assert.Null((await removed.ReadJsonAsync())["avatar_url"]);
        Assert.Equal(HttpStatusCode.OK, (await ada.DeleteAsync("/users/me/avatar")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.GetAsync(second)).StatusCode);
        Assert.Null((await ada.ReadAsync($"/users/{ada.Username}"))["avatar_url"]);
    }

    [Fact]
    public async Task An_avatar_is_no_picture_for_tweets()
    {
        var ada = await shared.Linnet.JoinAsync();
        var id = await ada.UploadAsync();
        await ada.TryUploadAsync(TestPicture.Jpeg(), path: "/users/me/avatar");
        for (var next = id + 1; next < id + 3; next++)
            Assert.Equal(HttpStatusCode.NotFound, (await ada.GetAsync($"/media/{next}")).StatusCode);
    }

    [Fact]
    public async Task What_is_no_picture_is_no_avatar()
    {
        var ada = await shared.Linnet.JoinAsync();
        Assert.Equal("media_type", await (await ada.TryUploadAsync("<svg/>"u8.ToArray(), path: "/users/me/avatar")).ReadErrorAsync());
    }

    [Fact]
    public async Task Pictures_go_with_their_account()
    {
        var (ada, bob) = (await shared.Linnet.JoinAsync(), await shared.Linnet.JoinAsync());
        var avatar = (string)(await (await ada.TryUploadAsync(TestPicture.Jpeg(), path: "/users/me/avatar")).ReadJsonAsync())["avatar_url"]!;
        var tweet = await (await ada.PostAsync("/tweets/", new { content = "", media_ids = new[] { await ada.UploadAsync() } })).ReadJsonAsync();
        await ada.DeleteAsync("/users/me");
        Assert.Equal(HttpStatusCode.NotFound, (await bob.GetAsync(avatar)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await bob.GetAsync((string)tweet["media"]![0]!["url"]!)).StatusCode);
    }
}
