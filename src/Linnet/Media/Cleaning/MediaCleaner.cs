namespace Linnet.Media.Cleaning;

/// <summary>Removes unused pictures and their files each hour. Of several nodes that do it at once each finds less to do.</summary>
internal sealed partial class MediaCleaner(UnusedMedia unused, TimeProvider clock, ILogger<MediaCleaner> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    // Starting comes first.
    private static readonly TimeSpan FirstAfter = TimeSpan.FromMinutes(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(FirstAfter, clock, stoppingToken);
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                if (await unused.RemoveAsync(stoppingToken) is > 0 and var files)
                    Log.Removed(logger, files);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Log.PutOff(logger, error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(6001, LogLevel.Information, "{Files} unused files of pictures were deleted")]
        public static partial void Removed(ILogger logger, int files);

        [LoggerMessage(6002, LogLevel.Warning, "Unused pictures could not be removed now; they will be later")]
        public static partial void PutOff(ILogger logger, Exception error);
    }
}
