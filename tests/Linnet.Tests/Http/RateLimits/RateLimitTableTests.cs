using System.Net;
using Linnet.Http.RateLimits;
using Xunit;

namespace Linnet.Tests.Http.RateLimits;

[Trait("Promise", "S9")]
public sealed class RateTableTests
{
    private const long Now = 1_767_323_045_000;

    private static readonly RateLimit Thirty = new(1, 30, 300_000);

    [Fact]
    public void A_count_near_its_limit_outlives_a_crowd_that_needs_more_room_than_there_is()
    {
        var table = new RateLimitTable(1000);
        const ulong attacker = 0xA77AC4E5_00000001;
        while (table.Take(attacker, Thirty, Now).IsAllowed)
        {
            // Until the limit.
        }
        var random = new Random(7);
        for (var count = 0; count < 100_000; count++)
            table.Take((ulong)random.NextInt64(), Thirty, Now);
        Assert.False(table.Take(attacker, Thirty, Now).IsAllowed);
    }

    [Fact]
    public void A_crowd_far_from_its_own_limit_does_not_drive_out_a_quiet_count_of_log_ins()
    {
        var reads = new RateLimit(2, 30_000, 60_000);
        var table = new RateLimitTable(1000);
        const ulong guesser = 0xA77AC4E5_00000001;
        for (var count = 0; count < 10; count++)
            table.Take(guesser, Thirty, Now);
        var random = new Random(14);
        for (var count = 0; count < 56_000; count++)
        {
            var busy = (ulong)random.NextInt64();
            for (var request = 0; request < 12; request++)
                table.Take(busy, reads, Now);
        }
        Assert.Equal(19, table.Take(guesser, Thirty, Now).Remaining);
    }

    [Fact]
    public void It_keeps_as_many_as_it_is_asked_to()
    {
        // One group, so that the hashes' luck has no part in it.
        var table = new RateLimitTable(8);
        for (var key = 1UL; key <= 8; key++)
            table.Take(key, Thirty, Now);
        for (var key = 1UL; key <= 8; key++)
            Assert.Equal(28, table.Take(key, Thirty, Now).Remaining);
    }

    [Fact]
    public void Requests_at_once_are_each_counted()
    {
        var table = new RateLimitTable(1000);
        var allowed = 0;
        Parallel.For(0, 1000, _ =>
        {
            if (table.Take(42, Thirty, Now).IsAllowed)
                Interlocked.Increment(ref allowed);
        });
        Assert.Equal(30, allowed);
    }

    [Theory]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("192.0.2.1", null, false)]
    public void A_network_of_one_customer_counts_as_one(string one, string? other, bool same) =>
        Assert.Equal(same, Bytes(one).SequenceEqual(Bytes(other)));

    private static byte[] Bytes(string? address)
    {
        Span<byte> bytes = stackalloc byte[ClientAddress.MaxLength];
        return bytes[..ClientAddress.Write(address is null ? null : IPAddress.Parse(address), bytes)].ToArray();
    }
}
