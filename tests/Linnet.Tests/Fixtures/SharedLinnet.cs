namespace Linnet.Tests.Fixtures;

/// <summary>One server for all tests of a class whose tests keep out of each other's way.</summary>
public sealed class SharedLinnet : ClassFixture
{
    private RunningLinnet? _linnet;

    internal RunningLinnet Linnet => Started(_linnet);

    public override ValueTask DisposeAsync() => _linnet?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async Task StartAsync() => _linnet = await RunningLinnet.StartAsync();
}
