using System.CommandLine;
using Linnet.Commands;
using Linnet.Common;
using Xunit;

namespace Linnet.Tests.Commands;

public sealed class SettingsArgumentsTests
{
    private static readonly RootCommand Root = new() { new Command("import") { new Option<bool>("--repair"), new Option<int>("--people", "-p") } };

    [Theory]
    [InlineData("import --database a.db b.db", "--database=a.db", "import b.db")]
    [InlineData("--Storage:IdleReaders=4 import", "--Storage:IdleReaders=4", "import")]
    [InlineData("import --repair --people 5 -p 5 x", "", "import --repair --people 5 -p 5 x")]
    [InlineData("--tokens:signingkey=a=b --urls -", "--tokens:signingkey=a=b --urls=-", "")]
    [InlineData("import -- --people", "", "import -- --people")]
    public void Settings_are_separated_from_options_and_arguments(string arguments, string settings, string others)
    {
        var split = SettingsArguments.Split(arguments.Split(' '), Root);
        Assert.Equal((settings, others), (string.Join(' ', split.Settings), string.Join(' ', split.Others)));
    }

    [Theory]
    [InlineData("import --database")]
    [InlineData("--database --urls=x")]
    public void A_setting_without_a_value_is_refused(string arguments) =>
        Assert.Equal(
            ExitCode.Usage, Assert.Throws<OperatorException>(() => SettingsArguments.Split(arguments.Split(' '), Root)).ExitCode);
}
