using System.Text;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>Export and import of lists of accounts.</summary>
public sealed class TransferTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task Lists_are_saved_as_files_and_read_from_files()
    {
        var (ada, ben) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("ben"));
        await Linnet.JoinAsync("cleo");
        await ada.FollowAsync(ben);
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        await GoAsync(page, "/settings");
        await page.GetByRole(AriaRole.Link, new() { Name = "Export and import" }).ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Export follows" }).ClickAsync());
        Assert.Equal("follows.csv", download.SuggestedFilename);
        Assert.Contains("\nben@", await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        // The second part has the header, too, and a line that fails.
        var lines = new StringBuilder("Account address,Hide notifications\n");
        for (var number = 0; number < 1_000; number++)
            lines.Append("cleo,true\n");
        lines.Append("ben,true\nnobody,true\n");
        await page.GetByLabel("Import mutes").SetInputFilesAsync(new FilePayload { Name = "mutes.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(lines.ToString()) });
        await Expect(page.GetByText("1,001 accounts of 1002 muted, 1 not.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Not imported: mutes" })).ToContainTextAsync("Line 1003: nobody – User not found");
        Assert.Equal(2, (await ada.ReadAsync("/mutes")).AsArray().Count);
        Assert.Empty(Errors);
    }
}
