using Microsoft.Extensions.Options;

namespace Linnet.Hosting.Probes;

/// <summary>
/// Keeps serving for a while after the server was asked to stop, but reports that it is not ready, so that load balancers have
/// time to notice. Everything else stops afterwards.
/// </summary>
internal sealed partial class Drain(IOptions<ServerOptions> options, TimeProvider clock, ILogger<Drain> logger) : IHostedLifecycleService
{
    // A server that failed to start is stopped too, but has no requests to drain.
    private bool _isStarted;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (!_isStarted)
            return;
        Log.Stopping(logger, options.Value.DrainSeconds);
        await Task.Delay(TimeSpan.FromSeconds(options.Value.DrainSeconds), clock, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _isStarted = true;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (_isStarted)
            Log.Stopped(logger);
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(8004, LogLevel.Information, "Stopping: no longer ready, but serving for another {Seconds} s")]
        public static partial void Stopping(ILogger logger, int seconds);

        [LoggerMessage(8005, LogLevel.Information, "Stopped")]
        public static partial void Stopped(ILogger logger);
    }
}
