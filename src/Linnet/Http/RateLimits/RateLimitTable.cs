using System.Numerics;

namespace Linnet.Http.RateLimits;

/// <summary>
/// Sliding windows by key, in memory that never grows. Where a new key finds no room, the window that has used the smallest
/// share of its limit is given up: an attacker with many addresses drives out other quiet ones, never a count that is near its
/// limit. Shares, not numbers: a dozen reads of thousands are nothing, a dozen log-ins of thirty are a guesser.
/// </summary>
internal sealed class RateLimitTable
{
    // A key has its place in one group, searched from end to end: a cache line or four.
    private const int GroupSize = 8;
    private const int MaxLocks = 256;

    private readonly Slot[] _slots;
    private readonly Lock[] _locks;
    private readonly int _groupMask;

    /// <param name="partitions">How many windows it holds at least.</param>
    public RateLimitTable(int partitions)
    {
        var groups = (int)BitOperations.RoundUpToPowerOf2((uint)((partitions + GroupSize - 1) / GroupSize));
        _slots = new Slot[groups * GroupSize];
        _groupMask = groups - 1;
        _locks = new Lock[Math.Min(groups, MaxLocks)];
        for (var index = 0; index < _locks.Length; index++)
            _locks[index] = new Lock();
    }

    /// <param name="key">A keyed hash, which clients cannot predict.</param>
    /// <inheritdoc cref="SlidingWindow.Take"/>
    public RateLimitResult Take(ulong key, RateLimit bound, long now, int count = 1)
    {
        var group = (int)(key >> 32) & _groupMask;
        lock (_locks[group % _locks.Length])
            return Find(_slots.AsSpan(group * GroupSize, GroupSize), key, now).Take(bound, now, count);
    }

    private static ref SlidingWindow Find(Span<Slot> group, ulong key, long now)
    {
        var (lightest, least) = (0, long.MaxValue);
        for (var index = 0; index < group.Length; index++)
        {
            ref var slot = ref group[index];
            if (slot.Key == key)
                return ref slot.Window;
            var weight = slot.Window.Weight(now);
            if (weight < least)
                (lightest, least) = (index, weight);
        }
        group[lightest] = new Slot { Key = key };
        return ref group[lightest].Window;
    }

    private struct Slot
    {
        public ulong Key;
        public SlidingWindow Window;
    }
}
