using Linnet.Relations;
using Linnet.Tests.Fixtures;
using Linnet.Tweets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Tweets;

/// <summary>Tweets that are deleted after a list named their ids and before they are read.</summary>
public sealed class TweetPageTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;

    public async ValueTask InitializeAsync() => _linnet = await RunningLinnet.StartAsync();

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task A_page_links_onward_from_the_ids_that_were_examined()
    {
        var ada = await Person.JoinAsync(_linnet.Address, "ada");
        var tweet = await ada.TweetAsync("still here");
        var page = await ReadAsync(ada, [tweet + 2, tweet, tweet - 2]);
        Assert.Equal(tweet, Assert.Single(page).Tweet.Id);
        Assert.Equal($"</tweets?max_id={tweet - 2}>; rel=\"next\", </tweets?min_id={tweet + 2}>; rel=\"prev\"", LinksOf(page));
    }

    [Fact]
    public async Task A_page_of_which_nothing_is_left_links_onward_too()
    {
        var page = await ReadAsync(await Person.JoinAsync(_linnet.Address, "ada"), [9, 8]);
        Assert.Empty(page);
        Assert.Equal("</tweets?max_id=8>; rel=\"next\", </tweets?min_id=9>; rel=\"prev\"", LinksOf(page));
    }

    private async Task<TweetPage> ReadAsync(Person person, long[] ids)
    {
        var viewer = await _linnet.Services.GetRequiredService<ViewerCache>().GetAsync(person.Id, TestContext.Current.CancellationToken);
        return await _linnet.Services.GetRequiredService<TweetCache>().ReadAsync(ids, TweetSurface.ById, viewer, TestContext.Current.CancellationToken);
    }

    private static string LinksOf(TweetPage page)
    {
        var context = new DefaultHttpContext { Request = { Path = "/tweets" } };
        page.WriteLinks(context);
        return context.Response.Headers.Link.ToString();
    }
}
