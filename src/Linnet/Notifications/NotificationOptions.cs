using System.ComponentModel.DataAnnotations;

namespace Linnet.Notifications;

/// <summary>The inbox. Section <c>Notifications</c>.</summary>
internal sealed class NotificationOptions
{
    /// <summary>How long notifications are kept, in days.</summary>
    [Range(1, 3650)]
    public int KeepDays { get; set; } = 90;

    /// <summary>How many missed notifications a returning client is sent; with more it gets a resync instead.</summary>
    [Range(1, 100_000)]
    public int ReplayLimit { get; set; } = 1000;
}
