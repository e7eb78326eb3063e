using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Docs;

public sealed class ReadmeTourTests
{
    private const string Separator = "---end-of-step---";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_tour_prints_what_the_README_shows()
    {
        _ = Requirement.Program("curl");
        var steps = ReadmeTour.ReadAll();
        using var folder = new TempFolder();
        await using var linnet = LinnetProcess.Start(folder, "--urls", "http://127.0.0.1:0");
        var address = (await linnet.WaitUntilListeningAsync()).GetLeftPart(UriPartial.Authority);
        var printed = (await RunAsync(ReadmeTour.ToScript(steps, Separator), address)).Split($"{Separator}\n");
        Assert.Equal(steps.Count + 1, printed.Length);
        foreach (var (step, output) in steps.Zip(printed))
            Assert.True(step.Shows(output, address), $"{step.Shell}printed\n{output}but the README shows\n{string.Join('\n', step.Shown)}");
    }

    [Fact]
    public void The_tour_goes_where_it_says()
    {
        var shell = string.Concat(ReadmeTour.ReadAll().Select(step => step.Shell));
        Assert.All(
            ["/auth/register", "/auth/login", "/follow", "/like", "reply_to_id", "/tweets/timeline", "/notifications", "/ws/notifications", "/auth/logout"],
            part => Assert.Contains(part, shell, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{\"id\":1,\"likes_count\":0}\n", true)]
    [InlineData("{\"id\":1,\"likes_count\":1}\n", false)]
    [InlineData("{\"id\":1,\"likes_count\":0}\nand more\n", false)]
    [InlineData("", false)]
    public void An_output_that_is_not_what_is_shown_is_found(string printed, bool isShown) =>
        Assert.Equal(isShown, new ReadmeTour("", ["{\"id\":1,…\"likes_count\":0}"]).Shows(printed, "http://localhost:8000"));

    private static async Task<string> RunAsync(string script, string address)
    {
        var outcome = await Script.RunAsync(["-c", script], ("BASE", address), Patience);
        Assert.Equal("", outcome.Error);
        return outcome.Output;
    }
}
