using System.Diagnostics.Metrics;
using Linnet.Common.Metrics;

namespace Linnet.Realtime;

/// <summary>Counts live connections and messages. A hosted service, because no other class asks for it.</summary>
internal sealed class LiveMetrics(IMeterFactory meters, LiveHub hub) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.CreateLinnet();
        meter.CreateObservableUpDownCounter(
            "linnet.live.connections", () => hub.Connections.Count(), "{connection}", "Live connections: sockets and event streams");
        meter.CreateObservableCounter(
            "linnet.live.messages", hub.Sent.Read, "{message}", "Messages that were sent over live connections");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
