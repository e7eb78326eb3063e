using System.Diagnostics;
using Xunit;

namespace Linnet.Tests.Fixtures;

/// <summary>Waits on conditions: a test never sleeps for a time that is thought to be enough.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> TrueAsync(Func<bool> condition, string what, TimeSpan? patience = null)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < (patience ?? Patience), $"After {watch.Elapsed.TotalSeconds:N0} s still not so: {what}");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        return watch.Elapsed;
    }

    /// <inheritdoc cref="TrueAsync(Func{bool}, string, TimeSpan?)"/>
    public static async Task<TimeSpan> TrueAsync(Func<Task<bool>> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < Patience, $"After {Patience.TotalSeconds} s still not so: {what}");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        return watch.Elapsed;
    }
}
