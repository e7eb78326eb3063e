using Xunit;

namespace Linnet.Tests.Fixtures;

/// <summary>The watch that every test keeps over the log can find something.</summary>
[Trait("Promise", "S18")]
public sealed class LogWatchTests
{
    [Theory]
    [InlineData("Account 7 was registered", false)]
    [InlineData("ada@example.org was registered", true)]
    [InlineData("token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc", true)]
    [InlineData("tried " + RunningLinnet.Password, true)]
    [InlineData("renewed by a secret of the test", true)]
    public void A_secret_is_found(string text, bool isFound)
    {
        using var watch = new LogWatch();
        watch.Mind("a secret of the test");
        watch.Read(text);
        Assert.Equal(isFound, watch.Found.Any());
    }
}
