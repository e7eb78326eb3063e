using System.Diagnostics;
using Linnet.Common;
using Npgsql;

namespace Linnet.Storage.Postgres;

/// <summary>Runs units of work while their callers wait, and retries them where that may help.</summary>
/// <param name="source">Its connections are cleared when one of them is found lost.</param>
/// <param name="retryTime">For how long a unit of work is retried.</param>
/// <param name="clock">Of the waiting.</param>
/// <param name="logger">For errors that no caller waits for any more.</param>
internal sealed partial class WriteRetrier(NpgsqlDataSource source, TimeSpan retryTime, TimeProvider clock, ILogger logger)
{
    // Time for a retry's last statement, and less than the two seconds in which an answer is owed.
    private const double Patience = 1.5;

    private static readonly TimeSpan LongestFirstPause = TimeSpan.FromMilliseconds(30);

    /// <summary>Runs a unit of work and waits for it up to the deadline.</summary>
    /// <exception cref="OutageException">The database was too busy, or out of reach, for too long.</exception>
    public async Task<T> RunAsync<T>(Func<WriteDeadline, Task<T>> run, CancellationToken cancellation)
    {
        var deadline = new WriteDeadline();
        var running = RunRepeatedlyAsync(run, deadline, cancellation);
        try
        {
            return await running.WaitAsync(Patience * retryTime, clock, CancellationToken.None);
        }
        catch (TimeoutException error) when (!running.IsCompleted)
        {
            if (!deadline.TryGiveUp(out var isCommitting))
                return await running;
            if (isCommitting)
                Log.CommitUnknown(logger, error);
            // No caller waits for its outcome; a commit that succeeds after all is published like any other.
            _ = running.ContinueWith(ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw new OutageException(StorageErrors.Down, error);
        }
    }

    /// <summary>Runs a unit of work and retries it after a lost race or connection, until its time is over.</summary>
    private async Task<T> RunRepeatedlyAsync<T>(Func<WriteDeadline, Task<T>> run, WriteDeadline deadline, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await run(deadline);
            }
            catch (Exception error) when (IsWorthAnother(error, attempt) && Stopwatch.GetElapsedTime(start) < retryTime && !deadline.IsGivenUp)
            {
                if (PostgresErrors.IsLostConnection(error))
                    source.Clear();
                Log.RunAgain(logger, attempt, error.Message);
            }
            catch (Exception error)
            {
                if (PostgresErrors.AsOutage(error) is { } outage)
                    throw outage;
                throw;
            }
            // Apart, and more so each time, so that two who met do not meet again.
            await Task.Delay(LongestFirstPause * attempt * Random.Shared.NextDouble(), clock, cancellation);
        }
    }

    // What breaks a constraint again and again lost no race: it is a bug, and is shown as one.
    private static bool IsWorthAnother(Exception error, int attempt) =>
        PostgresErrors.IsLostRace(error) ? attempt < 20 : PostgresErrors.IsLostConnection(error) && attempt < 3;

    private static partial class Log
    {
        [LoggerMessage(2101, LogLevel.Debug, "Attempt {Attempt} is followed by another: {Reason}")]
        public static partial void RunAgain(ILogger logger, int attempt, string reason);

        [LoggerMessage(2106, LogLevel.Warning, "A write took too long while it was being committed; whether it was kept is not known")]
        public static partial void CommitUnknown(ILogger logger, Exception error);
    }
}
