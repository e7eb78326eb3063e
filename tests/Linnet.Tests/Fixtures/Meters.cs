using System.Diagnostics.Metrics;
using Linnet.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Linnet.Tests.Fixtures;

/// <summary>Meters for what is made without a host.</summary>
internal static class Meters
{
    public static IMeterFactory Factory { get; } = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();

    public static WriteMetrics Writes { get; } = new(Factory);
}
