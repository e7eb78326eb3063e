using System.ComponentModel.DataAnnotations;

namespace Linnet.Tweets.Scheduled;

/// <summary>Tweets that are posted later. Section <c>Scheduled</c>.</summary>
internal sealed class ScheduledOptions
{
    /// <summary>How many tweets of an account may wait at once.</summary>
    [Range(1, 100_000)]
    public int MostWaiting { get; set; } = 300;

    /// <summary>How many seconds from now the earliest allowed time is.</summary>
    [Range(1, 86_400)]
    public int EarliestSeconds { get; set; } = 300;

    /// <summary>How many days from now the latest allowed time is.</summary>
    [Range(1, 3650)]
    public int LatestDays { get; set; } = 365;

    /// <summary>How many hours after its time a tweet is still posted, after an outage or while its account was deactivated.</summary>
    [Range(1, 8760)]
    public int LateHours { get; set; } = 24;

    /// <summary>For how many days a tweet that could not be posted is kept.</summary>
    [Range(1, 3650)]
    public int KeepFailedDays { get; set; } = 30;
}
