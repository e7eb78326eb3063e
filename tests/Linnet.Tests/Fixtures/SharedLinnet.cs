using Xunit;

namespace Linnet.Tests.Fixtures;

/// <summary>One server for all tests of a class whose tests keep out of each other's way.</summary>
public sealed class SharedLinnet : IAsyncLifetime
{
    internal RunningLinnet Linnet { get; private set; } = null!; // InitializeAsync comes before every test.

    public async ValueTask InitializeAsync() => Linnet = await RunningLinnet.StartAsync();

    public ValueTask DisposeAsync() => Linnet.DisposeAsync();
}
