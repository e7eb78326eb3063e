using System.Net;
using Linnet.Http.RateLimits;
using Linnet.Tests.Accounts;
using Microsoft.Extensions.Options;
using Xunit;

namespace Linnet.Tests.Http.RateLimits;

/// <summary>Limits count time as it passes, whatever the time of day is set to.</summary>
public sealed class ClockTests
{
    private static readonly IPAddress Somewhere = IPAddress.Parse("198.51.100.1");
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly ManualClock _clock = new();
    private readonly RateLimiter _limiter;

    public ClockTests() => _limiter = new(Options.Create(new RateLimitOptions { LoginsPerAddress = 5, LoginWindowSeconds = 300 }), _clock);

    [Fact]
    public void A_clock_set_back_by_a_day_makes_no_client_wait_longer_than_the_window()
    {
        UseUp();
        _clock.SetBack(Day);
        _clock.Advance(TimeSpan.FromSeconds(10));
        var refused = Take();
        Assert.False(refused.IsAllowed);
        Assert.InRange(refused.RetryAfter, 1, 290);
        _clock.Advance(TimeSpan.FromSeconds(refused.RetryAfter));
        Assert.True(Take().IsAllowed);
    }

    [Fact]
    public void A_clock_that_is_set_forward_by_a_day_frees_nothing()
    {
        UseUp();
        _clock.SetBack(-Day);
        Assert.False(Take().IsAllowed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(300)]
    public void Nobody_waits_longer_than_the_window_whenever_it_was_used_up(int permits)
    {
        var bound = new RateLimit(1, permits, 60_000);
        var random = new Random(permits);
        var (window, now) = (new SlidingWindow(), 1_000_000L);
        for (var count = 0; count < 5_000; count++)
        {
            now += random.Next(120_000 / permits);
            var verdict = window.Take(bound, now);
            if (verdict.IsAllowed)
                continue;
            Assert.InRange(verdict.RetryAfter, 1, 60);
            var later = window;
            Assert.True(later.Take(bound, now + (verdict.RetryAfter * 1000)).IsAllowed);
        }
    }

    private void UseUp()
    {
        for (var count = 0; count < 5; count++)
            Assert.True(Take().IsAllowed);
    }

    private RateLimitResult Take() => _limiter.Take(LimitedAction.LogIn, accountId: null, Somewhere);
}
