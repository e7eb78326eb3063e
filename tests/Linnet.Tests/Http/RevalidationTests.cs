using System.Net;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Http;

/// <summary>Clients may keep tweets, profiles and lists, and ask whether they still stand.</summary>
public sealed class RevalidationTests(SharedLinnet shared) : IClassFixture<SharedLinnet>
{
    [Theory]
    [InlineData("/tweets/{tweet}")]
    [InlineData("/users/{name}")]
    [InlineData("/users/")]
    [InlineData("/users/{name}/followers")]
    [InlineData("/tweets/")]
    [InlineData("/tweets/timeline")]
    [InlineData("/tweets/user/{name}")]
    [InlineData("/tweets/{tweet}/replies")]
    public async Task What_has_not_changed_is_not_sent_again(string template)
    {
        var person = await shared.Linnet.JoinAsync();
        var tweet = await person.TweetAsync("Here to stay.");
        var path = template.Replace("{tweet}", $"{tweet}", StringComparison.Ordinal).Replace("{name}", person.Username, StringComparison.Ordinal);
        var first = await person.GetAsync(path);
        Assert.True(first.Headers.ETag!.IsWeak);
        Assert.Equal("no-cache, private", first.Headers.CacheControl!.ToString());
        var second = await AskAsync(person, path, first.Headers.ETag.ToString());
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Any_change_that_shows_makes_another_tag()
    {
        var (person, other) = (await shared.Linnet.JoinAsync(), await shared.Linnet.JoinAsync());
        var path = $"/tweets/{await person.TweetAsync("Before.")}";
        var seen = new HashSet<string>();
        await AssertNewAsync();
        await other.PostAsync($"{path}/like");
        await AssertNewAsync();
        await person.PutAsync(path, new { content = "After." });
        await AssertNewAsync();
        await person.PutAsync("/users/me", new { full_name = "Somebody Else" });
        await AssertNewAsync();
        // Not liked by this viewer, liked by the other: two answers, two tags.
        Assert.DoesNotContain((await other.GetAsync(path)).Headers.ETag!.ToString(), seen);

        async Task AssertNewAsync()
        {
            var answer = await AskAsync(person, path, seen.Count is 0 ? "\"nothing\"" : string.Join(", ", seen));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.True(seen.Add(answer.Headers.ETag!.ToString()));
        }
    }

    [Theory]
    [InlineData("*", HttpStatusCode.NotModified)]
    [InlineData("\"other\", {tag}", HttpStatusCode.NotModified)]
    [InlineData("{strong}", HttpStatusCode.NotModified)]
    [InlineData("\"other\"", HttpStatusCode.OK)]
    [InlineData("not a tag", HttpStatusCode.OK)]
    public async Task The_header_is_read_as_RFC_9110_says(string header, HttpStatusCode status)
    {
        var person = await shared.Linnet.JoinAsync();
        var path = $"/users/{person.Username}";
        var tag = (await person.GetAsync(path)).Headers.ETag!;
        header = header.Replace("{tag}", tag.ToString(), StringComparison.Ordinal).Replace("{strong}", tag.Tag, StringComparison.Ordinal);
        Assert.Equal(status, (await AskAsync(person, path, header)).StatusCode);
    }

    private static async Task<HttpResponseMessage> AskAsync(Person person, string path, string known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", known);
        return await person.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
