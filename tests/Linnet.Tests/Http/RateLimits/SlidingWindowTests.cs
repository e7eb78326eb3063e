using Linnet.Http.RateLimits;
using Xunit;

namespace Linnet.Tests.Http.RateLimits;

[Trait("Promise", "S9")]
public sealed class SlidingWindowTests
{
    private const long Second = 1000;
    private const long Start = 1_767_323_045_000;

    private static readonly RateLimit TenAMinute = new(1, 10, 60_000);

    private SlidingWindow _window;

    [Fact]
    public void All_of_the_limit_may_come_at_once_and_then_nothing()
    {
        for (var remaining = 9; remaining >= 0; remaining--)
            Assert.Equal((true, remaining), Take(Start));
        Assert.Equal((false, 0), Take(Start));
        Assert.Equal((false, 0), Take(Start + (59 * Second)));
    }

    [Fact]
    public void A_limit_of_nothing_lets_nothing_through()
    {
        var nothing = new RateLimit(1, 0, 60_000);
        Assert.False(_window.Take(nothing, Start).IsAllowed);
        Assert.False(_window.Take(nothing, Start + (61 * Second)).IsAllowed);
    }

    [Fact]
    public void No_minute_lets_more_than_the_limit_through_wherever_it_begins()
    {
        var passed = new List<long>();
        for (var now = Start; now < Start + (600 * Second); now += 250)
        {
            if (_window.Take(TenAMinute, now).IsAllowed)
                passed.Add(now);
        }
        // The older count is taken for evenly spread, so a burst at its end may be let off by what has faded of it.
        Assert.All(passed, from => Assert.InRange(passed.Count(it => it >= from && it < from + (60 * Second)), 1, 12));
        Assert.InRange(passed.Count, 90, 110);
    }

    [Fact]
    public void A_client_that_waits_for_Retry_After_is_admitted_and_not_a_second_earlier()
    {
        for (var count = 0; count < 10; count++)
            Take(Start);
        var refused = _window.Take(TenAMinute, Start + (5 * Second));
        Assert.False(refused.IsAllowed);
        Assert.False(_window.Take(TenAMinute, Start + ((4 + refused.RetryAfter) * Second)).IsAllowed);
        Assert.True(_window.Take(TenAMinute, Start + ((5 + refused.RetryAfter) * Second)).IsAllowed);
    }

    [Fact]
    public void Several_at_once_pass_together_or_are_not_counted()
    {
        Assert.Equal((true, 6), Several(4, Start));
        Assert.Equal((false, 6), Several(7, Start));
        Assert.Equal((true, 0), Several(6, Start));
        var refused = _window.Take(TenAMinute, Start + (5 * Second), 4);
        Assert.False(refused.IsAllowed);
        Assert.False(_window.Take(TenAMinute, Start + ((4 + refused.RetryAfter) * Second), 4).IsAllowed);
        Assert.True(_window.Take(TenAMinute, Start + ((5 + refused.RetryAfter) * Second), 4).IsAllowed);
    }

    [Fact]
    public void More_at_once_than_the_limit_never_pass()
    {
        Take(Start);
        var refused = _window.Take(TenAMinute, Start, 11);
        Assert.False(refused.IsAllowed);
        Assert.InRange(refused.RetryAfter, 1, 120);
        Assert.False(_window.Take(TenAMinute, Start + (600 * Second), 11).IsAllowed);
    }

    [Fact]
    public void At_the_reset_all_of_the_limit_is_there_again()
    {
        var reset = 0L;
        for (var count = 0; count < 7; count++)
            reset = Start + (count * Second) + (_window.Take(TenAMinute, Start + (count * Second)).ResetAfter * Second);
        Assert.Equal((true, 9), Take(reset));
    }

    [Fact]
    public void Refused_requests_do_not_put_off_the_next_that_may_pass()
    {
        for (var count = 0; count < 1000; count++)
            Take(Start);
        Assert.True(_window.Take(TenAMinute, Start + (67 * Second)).IsAllowed);
    }

    private (bool IsAllowed, int Remaining) Take(long now) => Several(1, now);

    private (bool IsAllowed, int Remaining) Several(int count, long now)
    {
        var verdict = _window.Take(TenAMinute, now, count);
        return (verdict.IsAllowed, verdict.Remaining);
    }
}
