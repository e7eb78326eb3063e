using System.Net;
using Linnet.Accounts.Passwords;
using Xunit;

namespace Linnet.Tests.Accounts;

/// <summary>The order and the limits of the hashing queue.</summary>
[Trait("Promise", "S10")]
public sealed class HashingQueueTests
{
    private readonly List<string> _ran = [];

    [Fact]
    public void An_account_has_one_place_which_is_free_before_its_task_completes()
    {
        using var queue = new HashingQueue(length: 128, perAddress: 8);
        var turn = From("198.51.100.1", accountId: 7);
        var again = false;
        Assert.True(queue.TryAdd(() => () => again = queue.TryAdd(Job("again"), turn), turn));
        Assert.False(queue.TryAdd(Job("second"), turn));
        Assert.True(queue.TryAdd(Job("other"), From("198.51.100.1", accountId: 8)));
        queue.RunNext();
        Assert.True(again);
    }

    [Fact]
    public void An_address_has_eight_places_and_a_larger_network_has_more()
    {
        using var queue = new HashingQueue(length: 1_000, perAddress: 8);
        Assert.Equal(8, Fill(queue, _ => "198.51.100.1"));
        Assert.Equal(8, Fill(queue, number => $"2001:db8::{number:x}"));
        Assert.Equal(24, Fill(queue, number => $"2001:db8:0:{number % 256:x}::1"));
        Assert.Equal(96, Fill(queue, number => $"2001:db8:0:{number % 256 * 256:x}::1"));
        Assert.True(queue.TryAdd(Job("elsewhere"), From("2001:db8:1::1")));
    }

    [Fact]
    public void Three_hundred_unknown_callers_leave_room_for_known_ones_who_go_first()
    {
        using var queue = new HashingQueue(length: 128, perAddress: 8);
        Assert.Equal(128, Fill(queue, number => $"198.51.{number / 250}.{number % 250}"));
        Assert.True(queue.TryAdd(Job("known"), From("203.0.113.5", isKnown: true)));
        queue.RunNext();
        Assert.Equal(["known"], _ran);
    }

    [Fact]
    public void An_unknown_caller_gets_every_fourth_place()
    {
        using var queue = new HashingQueue(length: 128, perAddress: 8);
        queue.TryAdd(Job("unknown"), From("198.51.100.1"));
        for (var number = 0; number < 6; number++)
            queue.TryAdd(Job("known"), From($"203.0.113.{number}", isKnown: true));
        for (var number = 0; number < 7; number++)
            queue.RunNext();
        Assert.Equal(["known", "known", "known", "unknown", "known", "known", "known"], _ran);
    }

    private int Fill(HashingQueue queue, Func<int, string> address) =>
        Enumerable.Range(0, 300).Count(number => queue.TryAdd(Job("unknown"), From(address(number))));

    private Func<Action> Job(string name) => () =>
    {
        _ran.Add(name);
        return () => { };
    };

    private static HashingTurn From(string address, long? accountId = null, bool isKnown = false) =>
        new(accountId, IPAddress.Parse(address), IsCounted: true, isKnown);
}
