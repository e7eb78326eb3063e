namespace Linnet.Tests.Accounts;

/// <summary>A clock that stands still until a test moves it.</summary>
internal sealed class ManualClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private TimeSpan _setBack;

    public override DateTimeOffset GetUtcNow() => _now - _setBack;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.UtcTicks;

    public void Advance(TimeSpan span) => _now += span;

    /// <summary>Sets back only the time of day, as an administrator or NTP does; no time passes.</summary>
    public void SetBack(TimeSpan span) => _setBack += span;
}
