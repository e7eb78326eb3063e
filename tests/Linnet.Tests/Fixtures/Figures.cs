using Xunit;

namespace Linnet.Tests.Fixtures;

/// <summary>What a test measured besides passing. It goes into the test report, and from there into docs/security.md.</summary>
internal static class Figures
{
    /// <summary>The attachment that <c>tests/promises.py</c> looks for.</summary>
    private const string Name = "figure";

    public static void Record(FormattableString figure) => TestContext.Current.AddAttachment(Name, FormattableString.Invariant(figure));
}
