using Linnet.Common;
using Xunit;

namespace Linnet.Tests;

public sealed class TimestampTests
{
    [Fact]
    public void A_moment_is_shown_in_utc_with_microseconds_and_z()
    {
        var moment = Timestamp.From(new DateTimeOffset(2026, 11, 22, 18, 30, 1, TimeSpan.FromHours(2)).AddTicks(1234567));
        Assert.Equal("2026-11-22T16:30:01.123456Z", moment.ToString());
    }
}
