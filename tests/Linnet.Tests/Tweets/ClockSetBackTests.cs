using Linnet.Tests.Accounts;
using Linnet.Tests.Fixtures;
using Linnet.Tweets;
using Linnet.Tweets.Edits;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Tweets;

/// <summary>A later moment never has an earlier time on one row, even when the clock was set back in between.</summary>
public sealed class ClockSetBackTests
{
    [Fact]
    public async Task An_edit_is_never_dated_before_the_tweet_or_its_last_edit()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var ada = await linnet.JoinAsync("ada");
        var id = await ada.TweetAsync("Written today.");
        (await ada.PutAsync($"/tweets/{id}", new { content = "Edited today." })).EnsureSuccessStatusCode();
        var before = await ada.ReadAsync($"/tweets/{id}");
        // Long ago.
        var behind = ActivatorUtilities.CreateInstance<TweetEditor>(linnet.Services, new ManualClock());
        Assert.True((await behind.EditAsync(ada.Id, id, new TweetEdit { Content = "Edited with a clock that was set back." }, TestContext.Current.CancellationToken)).Succeeded(out _, out _));
        var after = await ada.ReadAsync($"/tweets/{id}");
        Assert.Equal("Edited with a clock that was set back.", (string?)after["content"]);
        Assert.Equal((string?)before["updated_at"], (string?)after["updated_at"]);
        Assert.True(string.CompareOrdinal((string?)after["updated_at"], (string?)after["created_at"]) >= 0);
    }

    [Fact]
    public async Task A_session_was_never_used_before_it_began()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var ada = await linnet.JoinAsync("ada");
        var refresh = (string)(await linnet.LogInAsync("ada"))["refresh_token"]!;
        // As a session that was opened before the clock was set back by a day.
        PlainSql.Execute(linnet.Database, "update sessions set created_at = created_at + 86400000000, last_used_at = last_used_at + 86400000000");
        (await ada.PostAsync("/auth/refresh", new { refresh_token = refresh })).EnsureSuccessStatusCode();
        foreach (var session in (await ada.ReadAsync("/auth/sessions")).AsArray())
            Assert.True(string.CompareOrdinal((string?)session!["last_used_at"], (string?)session["created_at"]) >= 0, session.ToJsonString());
    }
}
