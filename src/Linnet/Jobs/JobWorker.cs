namespace Linnet.Jobs;

/// <summary>Does due jobs in the background, every second.</summary>
internal sealed partial class JobWorker(JobRunner runner, TimeProvider clock, ILogger<JobWorker> logger) : BackgroundService
{
    // A poll: a node that dies cannot hand over what it had scheduled. One read of an index that is nearly always empty.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await runner.RunDueAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Log.PutOff(logger, error);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3502, LogLevel.Warning, "Jobs could not be done now; the next run will try again")]
        public static partial void PutOff(ILogger logger, Exception error);
    }
}
