using System.Net;
using Linnet.Common;
using Linnet.Storage;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Storage;

/// <summary>How much of the readers one account has.</summary>
public sealed class ReaderShareTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_of_one_account_wait_for_each_other_and_those_of_another_do_not()
    {
        var share = new ReaderShare(places: 2, TimeSpan.FromMinutes(1));
        var held = new TaskCompletionSource();
        var begun = 0;
        var reads = Enumerable.Range(0, 5).Select(_ => share.RunAsync(1, HoldAsync, Cancellation)).ToList();
        Assert.Equal(2, begun);
        Assert.Equal(7, await share.RunAsync(2, () => Task.FromResult(7), Cancellation));
        held.SetResult();
        await Task.WhenAll(reads);
        Assert.Equal(5, begun);

        async Task<int> HoldAsync()
        {
            Interlocked.Increment(ref begun);
            await held.Task;
            return 0;
        }
    }

    [Fact]
    public async Task Who_waited_too_long_is_refused_and_who_comes_after_the_reads_is_served()
    {
        var share = new ReaderShare(places: 1, TimeSpan.Zero);
        var held = new TaskCompletionSource<int>();
        var first = share.RunAsync(1, () => held.Task, Cancellation);
        var refused = await Assert.ThrowsAsync<OutageException>(() => share.RunAsync(1, () => Task.FromResult(2), Cancellation));
        Assert.Equal(StorageErrors.TooManyReads, refused.Error);
        held.SetResult(1);
        Assert.Equal(1, await first);
        Assert.Equal(3, await share.RunAsync(1, () => Task.FromResult(3), Cancellation));
    }

    [Fact]
    public async Task A_hundred_wait_and_a_further_one_is_refused_at_once()
    {
        var share = new ReaderShare(places: 1, TimeSpan.FromMinutes(1));
        var held = new TaskCompletionSource<int>();
        var reads = Enumerable.Range(0, 101).Select(_ => share.RunAsync(1, () => held.Task, Cancellation)).ToList();
        await Assert.ThrowsAsync<OutageException>(() => share.RunAsync(1, () => held.Task, Cancellation));
        held.SetResult(1);
        Assert.Equal(101, (await Task.WhenAll(reads)).Sum());
    }

    [Fact]
    public async Task A_read_that_fails_or_goes_away_gives_its_place_back()
    {
        var share = new ReaderShare(places: 1, TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<InvalidOperationException>(() => share.RunAsync<int>(1, () => throw new InvalidOperationException(), Cancellation));
        var held = new TaskCompletionSource<int>();
        var first = share.RunAsync(1, () => held.Task, Cancellation);
        using var gone = new CancellationTokenSource();
        var second = share.RunAsync(1, () => Task.FromResult(2), gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        held.SetResult(1);
        await first;
        Assert.Equal(3, await share.RunAsync(1, () => Task.FromResult(3), Cancellation));
    }

    [Theory]
    [InlineData("/notifications/", true)]
    [InlineData("/notifications/?types=like", true)]
    [InlineData("/notifications/?grouped=true", true)]
    [InlineData("/notifications/unread_count", true)]
    [InlineData("/tweets/timeline?page=50&page_size=10", true)]
    [InlineData("/tweets/?max_id=1", true)]
    [InlineData("/users/ada/followers?max_id=1", true)]
    [InlineData("/tweets/1", false)]
    public async Task An_account_that_reads_too_much_at_once_gets_Retry_After_and_others_are_served(string path, bool isReadBefore)
    {
        await using var linnet = await RunningLinnet.StartAsync("--storage:readersperaccount=1");
        var (ada, ben) = (await linnet.JoinAsync("ada"), await linnet.JoinAsync("ben"));
        // Written past the server, so that no cache has these tweets; more than a timeline keeps in memory.
        PlainSql.Execute(
            linnet.Database,
            $"""
            insert into tweets (content, created_at, updated_at, author_id)
            with recursive n (i) as (select 1 union all select i + 1 from n where i < 500) select 'tweet ' || i, i, i, {ben.Id} from n;
            update users set tweets_count = 500 where id = {ben.Id};
            """);
        await ada.FollowAsync(ben);
        // Loads the tweets and users of the list, so that only the read of the list itself is left to refuse.
        if (isReadBefore)
            await ada.ReadAsync(path);
        var held = new TaskCompletionSource<int>();
        var read = linnet.Services.GetRequiredService<Database>().ForAsync(ada.Id, () => held.Task, Cancellation);
        using var refused = await ada.GetAsync(path);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal("too_many_reads", (string?)(await refused.ReadJsonAsync())["code"]);
        await ben.ReadAsync(path);
        held.SetResult(0);
        await read;
        await ada.ReadAsync(path);
    }
}
