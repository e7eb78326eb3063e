using System.Text.Json;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

public sealed class SecrecyTests(Chromium chromium) : BrowserTest(chromium)
{
    private static readonly string[] Payloads =
    [
        "<script>window.pwned=1</script>",
        "<img src=x onerror=window.pwned=1>",
        "\"><svg onload=window.pwned=1>",
        "javascript:window.pwned=1",
        "{{constructor.constructor('window.pwned=1')()}}",
        "https://example.org/\"onmouseover=\"window.pwned=1",
        "</title><script>window.pwned=1</script>",
    ];

    [Fact]
    [Trait("Promise", "S16")]
    public async Task No_text_of_a_user_runs_as_script()
    {
        var (mallory, ada) = (await Linnet.JoinAsync("mallory"), await Linnet.JoinAsync("ada"));
        var every = string.Join(' ', Payloads);
        await mallory.PutAsync("/users/me", new { full_name = Payloads[1], bio = every });
        var own = await ada.TweetAsync("Innocent");
        foreach (var payload in Payloads)
            await mallory.TweetAsync(payload, replyTo: own);
        await mallory.TweetAsync($"Look: {Payloads[0]}", retweetOf: own);
        await mallory.LikeAsync(own);
        await mallory.FollowAsync(ada);
        await ada.FollowAsync(mallory);
        var page = await OpenAsync();
        page.Dialog += (_, dialog) => Errors.Add(dialog.Message);
        await LogInAsync(page, "ada");
        foreach (var path in new[] { "/", "/explore", "/people", "/inbox", "/@mallory", "/@mallory/followers", "/@ada/followers", $"/tweet/{own}", "/tweet/2", "/settings" })
        {
            await GoAsync(page, path);
            await Expect(page.GetByRole(AriaRole.Main).GetByText(path is "/settings" or "/@mallory/followers" ? "ada" : Payloads[1]).First).ToBeVisibleAsync();
            Assert.True(await page.EvaluateAsync<bool>("window.pwned === undefined"), path);
            Assert.Empty(await page.Locator("a[href^='javascript:' i]").AllAsync());
        }
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task Scripts_cannot_read_tokens_and_the_session_survives_a_reload()
    {
        await Linnet.JoinAsync("ada");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        var seen = await page.EvaluateAsync<JsonElement>("({ cookies: document.cookie, stored: JSON.stringify({ ...localStorage, ...sessionStorage }) })");
        Assert.Equal("", seen.GetProperty("cookies").GetString());
        Assert.DoesNotContain("ey", seen.GetProperty("stored").GetString(), StringComparison.Ordinal);
        var cookie = Assert.Single(await page.Context.CookiesAsync([new Uri(Linnet.Address, "/auth/refresh").ToString()]));
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Strict, cookie.SameSite);
        Assert.Empty(await page.Context.CookiesAsync([Linnet.Address.ToString()]));
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Home" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_reload_during_a_renewal_does_not_use_a_token_twice()
    {
        await Linnet.JoinAsync("ada");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        for (var round = 0; round < 3; round++)
        {
            await page.RunAndWaitForRequestAsync(() => page.ReloadAsync(new() { WaitUntil = WaitUntilState.Commit }), "**/auth/refresh");
            await page.ReloadAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Home" })).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task Tabs_that_renew_together_keep_the_session_and_log_out_together()
    {
        await Linnet.JoinAsync("ada");
        var first = await OpenAsync();
        await LogInAsync(first, "ada");
        var second = await OpenTabAsync(first.Context);
        await GoAsync(second, "/");
        for (var round = 0; round < 5; round++)
            await Task.WhenAll(first.ReloadAsync(), second.ReloadAsync());
        await Expect(first.GetByRole(AriaRole.Heading, new() { Name = "Home" })).ToBeVisibleAsync();
        await Expect(second.GetByRole(AriaRole.Heading, new() { Name = "Home" })).ToBeVisibleAsync();
        await GoAsync(first, "/settings");
        await first.Locator("[data-action=log-out]").ClickAsync();
        await Expect(first.GetByRole(AriaRole.Heading, new() { Name = "Welcome back" })).ToBeVisibleAsync();
        await Expect(second.GetByRole(AriaRole.Heading, new() { Name = "Welcome back" })).ToBeVisibleAsync();
    }
}
