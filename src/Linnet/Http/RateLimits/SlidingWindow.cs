namespace Linnet.Http.RateLimits;

/// <summary>So many requests in so long a time.</summary>
/// <param name="Number">Tells this limit from all others.</param>
/// <param name="Permits">How many.</param>
/// <param name="Window">In how many milliseconds.</param>
internal sealed record RateLimit(int Number, int Permits, int Window);

/// <summary>The answer to "may I?".</summary>
/// <param name="IsAllowed">Whether this request may pass; then it has been counted.</param>
/// <param name="Limit">How many may pass in a window.</param>
/// <param name="Remaining">How many more may pass now.</param>
/// <param name="ResetAfter">In how many seconds the whole limit is available again, without requests until then.</param>
/// <param name="RetryAfter">In how many seconds the next may pass, never more than the window; of meaning when this one may not.</param>
internal readonly record struct RateLimitResult(bool IsAllowed, int Limit, int Remaining, long ResetAfter, long RetryAfter);

/// <summary>Counts requests in a window that slides. Not thread-safe.</summary>
/// <remarks>
/// Two counts, of this window and of the one before, which weighs as much as the sliding window still covers of it. A
/// window that merely restarted would let twice the limit through around its border; keeping the time of each request
/// would cost memory by the limit's size. A window begins with the first request, so a quiet client has all of it. Of the
/// older count one is forgiven from the start: so the wait is never longer than the window.
/// </remarks>
internal struct SlidingWindow
{
    private const long Whole = 1 << 20;

    private long _start;
    private int _length;
    private int _permits;
    private int _before;
    private int _current;

    /// <summary>How much of its limit it still remembers, at most; 2²⁰ is all of it.</summary>
    public readonly long Weight(long now) => now - _start < 2L * _length ? (_before + (long)_current) * Whole / _permits : 0;

    /// <param name="bound">The same at every call.</param>
    /// <param name="now">Milliseconds on a clock that is never set.</param>
    /// <param name="count">How many at once: all of them pass, or none is counted.</param>
    public RateLimitResult Take(RateLimit bound, long now, int count = 1)
    {
        Move(bound, now);
        var covered = now - _start;
        var used = _current + Faded(_before * (_length - covered));
        var isAllowed = used + count <= bound.Permits;
        if (isAllowed)
        {
            _current += count;
            used += count;
        }
        var whole = _start + ((_current > 0 ? 2L : 1L) * _length);
        return new(
            isAllowed,
            bound.Permits,
            (int)Math.Max(0, bound.Permits - used),
            CeilingOf(whole - now, 1000),
            isAllowed ? 0 : Math.Max(1, CeilingOf(NextAt(bound, count) - now, 1000)));
    }

    private void Move(RateLimit bound, long now)
    {
        var elapsed = now - _start;
        if (elapsed < bound.Window && _length == bound.Window)
            return;
        var follows = _length == bound.Window && elapsed < 2L * bound.Window;
        (_start, _before) = follows ? (_start + _length, _current) : (now, 0);
        (_length, _permits, _current) = (bound.Window, Math.Max(1, bound.Permits), 0);
    }

    /// <summary>When so much of the older count has faded that so many more fit; when all of it has, if they never do.</summary>
    private readonly long NextAt(RateLimit bound, int count)
    {
        // Either the window before fades, or, when this one is full by itself, this one does after its end.
        var (fading, start, fixedPart) = _current + count <= bound.Permits ? (_before, _start, _current) : (_current, _start + _length, 0);
        if (fading is 0)
            return start;
        var mayStay = Math.Max(0, (long)bound.Permits - fixedPart - count + 1);
        return start + Math.Max(0, _length - (mayStay * _length / fading));
    }

    private readonly long Faded(long covered) => covered > 0 ? (covered - 1) / _length : 0;

    private static long CeilingOf(long number, long by) => (number + by - 1) / by;
}
