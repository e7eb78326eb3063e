using System.Net;
using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Media;

public sealed class TweetMediaTests(SharedLinnet shared) : IClassFixture<SharedLinnet>
{
    [Fact]
    public async Task A_tweet_shows_its_pictures_in_the_order_that_was_sent()
    {
        var (ada, bob) = (await shared.Linnet.JoinAsync(), await shared.Linnet.JoinAsync());
        var (first, second) = (await ada.UploadAsync(), await ada.UploadAsync());
        var answer = await ada.PostAsync("/tweets/", new { content = "", media_ids = new[] { second, first } });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var posted = await answer.ReadJsonAsync();
        Assert.Equal([second, first], IdsOf(posted));
        Assert.Equal("", (string?)posted["content"]);
        Assert.Equal(posted["media"]!.ToJsonString(), (await bob.ReadAsync($"/tweets/{posted["id"]}"))["media"]!.ToJsonString());
        Assert.Equal(posted["media"]![0]!.ToJsonString(), (await ada.ReadAsync($"/media/{second}")).ToJsonString());
    }

    [Fact]
    public async Task A_tweet_without_pictures_needs_a_content_and_has_no_member()
    {
        var ada = await shared.Linnet.JoinAsync();
        Assert.Equal("string_too_short", await (await ada.PostAsync("/tweets/", new { content = "" })).ReadErrorAsync());
        Assert.Equal("string_too_short", await (await ada.PostAsync("/tweets/", new { content = "", media_ids = Array.Empty<long>() })).ReadErrorAsync());
        var id = await ada.TweetAsync("text");
        Assert.Null((await ada.ReadAsync($"/tweets/{id}"))["media"]);
    }

    [Theory]
    [InlineData("[1,2,3,4,5]", "too_long")]
    [InlineData("[1,1]", "value_error")]
    [InlineData("[999999999]", "media_not_found")]
    [InlineData("[\"a\"]", "int_parsing")]
    public async Task Wrong_lists_are_refused(string ids, string code)
    {
        var ada = await shared.Linnet.JoinAsync();
        var answer = await ada.PostAsync("/tweets/", new { content = "text", media_ids = JsonNode.Parse(ids) });
        Assert.Equal(code, await answer.ReadErrorAsync());
    }

    [Fact]
    public async Task Of_two_tweets_that_claim_a_picture_at_once_one_gets_it()
    {
        var ada = await shared.Linnet.JoinAsync();
        for (var round = 0; round < 5; round++)
        {
            var id = await ada.UploadAsync();
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ada.PostAsync("/tweets/", new { content = "mine", media_ids = new[] { id } })));
            Assert.Single(answers, answer => answer.StatusCode is HttpStatusCode.Created);
            foreach (var refused in answers.Where(answer => answer.StatusCode is not HttpStatusCode.Created))
                Assert.Equal("media_attached", await refused.ReadErrorAsync());
        }
    }

    [Fact]
    public async Task An_edit_adds_removes_and_reorders_pictures()
    {
        var ada = await shared.Linnet.JoinAsync();
        var (first, second, third) = (await ada.UploadAsync(), await ada.UploadAsync(), await ada.UploadAsync());
        var tweet = await (await ada.PostAsync("/tweets/", new { content = "text", media_ids = new[] { first, second } })).ReadJsonAsync();
        var removed = (string)tweet["media"]![0]!["url"]!;
        var edited = await (await ada.PutAsync($"/tweets/{tweet["id"]}", new { content = "text", media_ids = new[] { third, second } })).ReadJsonAsync();
        Assert.Equal([third, second], IdsOf(edited));
        Assert.NotNull(edited["edited_at"]);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.GetAsync(removed)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.GetAsync($"/media/{first}")).StatusCode);

        var kept = await (await ada.PutAsync($"/tweets/{tweet["id"]}", new { content = "other" })).ReadJsonAsync();
        Assert.Equal([third, second], IdsOf(kept));
        var none = await (await ada.PutAsync($"/tweets/{tweet["id"]}", new { content = "other", media_ids = Array.Empty<long>() })).ReadJsonAsync();
        Assert.Null(none["media"]);
        Assert.Null((await ada.ReadAsync($"/tweets/{tweet["id"]}"))["media"]);
    }

    [Fact]
    public async Task A_refused_edit_changes_nothing()
    {
        var ada = await shared.Linnet.JoinAsync();
        var id = await ada.UploadAsync();
        var tweet = await (await ada.PostAsync("/tweets/", new { content = "text", media_ids = new[] { id } })).ReadJsonAsync();
        var answer = await ada.PutAsync($"/tweets/{tweet["id"]}", new { content = "new", media_ids = new[] { 999_999_999 } });
        Assert.Equal("media_not_found", await answer.ReadErrorAsync());
        Assert.Equal(tweet.ToJsonString(), (await ada.ReadAsync($"/tweets/{tweet["id"]}")).ToJsonString());
        Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync((string)tweet["media"]![0]!["url"]!)).StatusCode);
    }

    [Fact]
    public async Task A_picture_goes_with_its_tweet_and_its_texts_can_change_before()
    {
        var (ada, bob) = (await shared.Linnet.JoinAsync(), await shared.Linnet.JoinAsync());
        var id = await ada.UploadAsync();
        var tweet = await (await ada.PostAsync("/tweets/", new { content = "text", media_ids = new[] { id } })).ReadJsonAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await ada.DeleteAsync($"/media/{id}")).StatusCode);
        await ada.PutAsync($"/media/{id}", new { description = "Four quarters" });
        Assert.Equal("Four quarters", (string?)(await bob.ReadAsync($"/tweets/{tweet["id"]}"))["media"]![0]!["description"]);

        await ada.DeleteAsync($"/tweets/{tweet["id"]}");
        Assert.Equal(HttpStatusCode.NotFound, (await bob.GetAsync((string)tweet["media"]![0]!["url"]!)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.GetAsync($"/media/{id}")).StatusCode);
    }

    [Fact]
    public async Task Only_followers_see_the_pictures_of_a_tweet_for_followers()
    {
        var (ada, bob, eve) = (await shared.Linnet.JoinAsync(), await shared.Linnet.JoinAsync(), await shared.Linnet.JoinAsync());
        await bob.FollowAsync(ada);
        var tweet = await (await ada.PostAsync(
            "/tweets/", new { content = "text", visibility = "followers", media_ids = new[] { await ada.UploadAsync() } })).ReadJsonAsync();
        Assert.Single((await bob.ReadAsync($"/tweets/{tweet["id"]}"))["media"]!.AsArray());
        Assert.Equal(HttpStatusCode.NotFound, (await eve.GetAsync($"/tweets/{tweet["id"]}")).StatusCode);
        // Its name is random: nothing about it can be guessed from another.
        Assert.Matches("^/media/files/[0-9a-f]{32}\\.jpg$", (string)tweet["media"]![0]!["url"]!);
    }

    [Fact]
    public async Task Pictures_of_a_repost_are_those_of_its_original()
    {
        var (ada, bob) = (await shared.Linnet.JoinAsync(), await shared.Linnet.JoinAsync());
        var tweet = await (await ada.PostAsync("/tweets/", new { content = "text", media_ids = new[] { await ada.UploadAsync() } })).ReadJsonAsync();
        var repost = await (await bob.PutAsync($"/tweets/{tweet["id"]}/repost", new { })).ReadJsonAsync();
        Assert.Null(repost["media"]);
        Assert.Single(repost["reposted"]!["media"]!.AsArray());
    }

    [Fact]
    public async Task A_draft_is_published_with_its_pictures()
    {
        var ada = await shared.Linnet.JoinAsync();
        var id = await ada.UploadAsync();
        var draft = await (await ada.PostAsync("/drafts/", new { body = new { content = "", media_ids = new[] { id } } })).ReadJsonAsync();
        var answer = await ada.PostAsync($"/drafts/{draft["id"]}/publish");
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal([id], IdsOf(await answer.ReadJsonAsync()));
    }

    [Fact]
    public async Task A_scheduled_tweet_has_its_pictures_to_itself()
    {
        var ada = await shared.Linnet.JoinAsync();
        var (id, other) = (await ada.UploadAsync(), await ada.UploadAsync());
        var time = TimeProvider.System.GetUtcNow().AddHours(1);
        var answer = await ada.PostAsync("/tweets/", new { content = "", media_ids = new[] { id }, scheduled_at = time });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var scheduled = await answer.ReadJsonAsync();
        Assert.Equal(id, (long)scheduled["tweet"]!["media_ids"]![0]!);
        Assert.Equal("media_attached", await (await ada.PostAsync("/tweets/", new { content = "now", media_ids = new[] { id } })).ReadErrorAsync());
        Assert.Equal(HttpStatusCode.BadRequest, (await ada.DeleteAsync($"/media/{id}")).StatusCode);

        var replaced = await ada.PutAsync($"/scheduled/{scheduled["id"]}", new { content = "later", media_ids = new[] { other } });
        Assert.Equal(HttpStatusCode.OK, replaced.StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await ada.PostAsync("/tweets/", new { content = "now", media_ids = new[] { id } })).StatusCode);
        await ada.DeleteAsync($"/scheduled/{scheduled["id"]}");
        Assert.Equal(HttpStatusCode.NoContent, (await ada.DeleteAsync($"/media/{other}")).StatusCode);
    }

    [Fact]
    public async Task A_repeated_post_with_a_key_answers_with_the_same_pictures()
    {
        var ada = await shared.Linnet.JoinAsync();
        var id = await ada.UploadAsync();
        var answers = new List<JsonNode>();
        for (var time = 0; time < 2; time++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/tweets/") { Content = System.Net.Http.Json.JsonContent.Create(new { content = "once", media_ids = new[] { id } }) };
            request.Headers.Add("Idempotency-Key", "one");
            answers.Add(await (await ada.Http.SendAsync(request, TestContext.Current.CancellationToken)).ReadJsonAsync());
        }
        Assert.Equal(answers[0].ToJsonString(), answers[1].ToJsonString());
    }

    private static List<long> IdsOf(JsonNode tweet) => [.. tweet["media"]!.AsArray().Select(picture => (long)picture!["id"]!)];
}
