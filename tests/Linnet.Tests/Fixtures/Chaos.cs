using Xunit;

namespace Linnet.Tests.Fixtures;

/// <summary>
/// Tests that hurt the server, in two lengths: a few seconds each with every run, and long ones with
/// <c>LINNET_TESTS_CHAOS=1</c>. The same tests, only more of everything.
/// </summary>
internal static class Chaos
{
    /// <summary>The trait <c>Kind</c> of those tests.</summary>
    public const string Kind = "Chaos";

    /// <summary>Whether this is the run in which a bound on time is held: on a machine that has nothing else to do.</summary>
    public static readonly bool IsLong = Environment.GetEnvironmentVariable("LINNET_TESTS_CHAOS") is "1";

    public static int Size(int quick, int @long) => IsLong ? @long : quick;
}

/// <summary>Tests that measure time or memory: beside them no other test runs.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SerialTests
{
    public const string Name = "SerialTests";
}
