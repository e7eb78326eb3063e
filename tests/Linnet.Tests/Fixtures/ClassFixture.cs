using Xunit;
using Xunit.Sdk;

namespace Linnet.Tests.Fixtures;

/// <summary>
/// What all tests of a class share. xunit fails every test of a fixture that skips, so the reason is kept, and each test that
/// uses the fixture skips with it.
/// </summary>
public abstract class ClassFixture : IAsyncLifetime
{
    private SkipException? _skip;

    public async ValueTask InitializeAsync()
    {
        try
        {
            await StartAsync();
        }
        catch (SkipException skip)
        {
            _skip = skip;
        }
    }

    public abstract ValueTask DisposeAsync();

    protected abstract Task StartAsync();

    /// <summary>Before anything of the fixture is used: what was not started is null.</summary>
    protected T Started<T>(T? part)
        where T : class
    {
        if (_skip is not null)
            throw _skip;
        return part!;
    }
}
