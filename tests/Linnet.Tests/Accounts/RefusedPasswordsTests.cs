using Linnet.Accounts.Passwords;
using Linnet.Common;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.Options;
using Xunit;

namespace Linnet.Tests.Accounts;

public sealed class RefusedPasswordsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string List => Path.Combine(_folder.Path, "refused.txt");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void More_than_a_hundred_passwords_are_refused_without_a_file() => Assert.InRange(Of("").Count, 100, 150);

    [Fact]
    public void A_file_adds_its_lines()
    {
        Assert.Null(Of("").ErrorIn("tottenham hotspur"));
        File.WriteAllText(List, "Tottenham Hotspur\r\n\r\n  arsenal london \n");
        Assert.NotNull(Of(List).ErrorIn("tottenham hotspur"));
        Assert.NotNull(Of(List).ErrorIn("arsenal london"));
        Assert.NotNull(Of(List).ErrorIn("password"));
        Assert.Null(Of(List).ErrorIn("chelsea and fulham"));
    }

    [Fact]
    public async Task A_missing_file_stops_the_start_with_one_line()
    {
        var outcome = await LinnetProcess.RunAsync(_folder, "--urls=http://127.0.0.1:0", $"--passwords:refusedfile={List}");
        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.Contains("Passwords:RefusedFile cannot be read", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
    }

    private static RefusedPasswords Of(string file) => new(Options.Create(new PasswordOptions { RefusedFile = file }));
}
