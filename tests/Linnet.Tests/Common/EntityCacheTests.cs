using System.Collections;
using Linnet.Common.Caching;
using Xunit;

namespace Linnet.Tests.Common;

public sealed class EntityCacheTests
{
    private readonly EntityCache<int, Box> _cache = new(capacity: 10);

    [Theory]
    [InlineData(7, 0)]
    [InlineData(8, 1)]
    public async Task A_change_is_applied_exactly_if_the_load_did_not_see_it(long commit, int expected)
    {
        await _cache.GetAsync(1, Load(asOf: 7));
        _cache.Apply(1, commit, box => box.Value++);
        Assert.Equal(expected, Kept(1));
    }

    [Theory]
    [InlineData(7, 0)]
    [InlineData(8, 1)]
    public async Task A_change_that_comes_during_the_load_waits_for_it(long commit, int expected)
    {
        var reading = new TaskCompletionSource();
        var loading = _cache.GetAsync(1, async keys =>
        {
            await reading.Task;
            return await Load(asOf: 7)(keys);
        });
        _cache.Apply(1, commit, box => box.Value++);
        reading.SetResult();
        Assert.Equal(expected, (await loading)!.Value);
    }

    [Fact]
    public async Task An_entry_that_a_caller_keeps_is_found_without_a_search_until_it_is_dropped()
    {
        await _cache.GetAsync(1, Load(asOf: 7));
        CacheEntry<Box>? kept = null;
        Assert.True(_cache.TryGet(1, ref kept, out var first));
        // A key that is nowhere: only what is kept can answer.
        Assert.True(_cache.TryGet(-1, ref kept, out var again));
        Assert.Same(first, again);
        _cache.Drop(1);
        Assert.False(_cache.TryGet(1, ref kept, out _));
        _cache.Put(1, new Box());
        Assert.True(_cache.TryGet(1, ref kept, out var later));
        Assert.NotSame(first, later);
    }

    // Writes that share a commit share its number: a like may be published with the same one as its tweet.
    [Fact]
    public void Every_change_published_after_a_write_counts()
    {
        _cache.Put(1, new Box());
        _cache.Apply(1, commit: 1, box => box.Value++);
        Assert.Equal(1, Kept(1));
    }

    [Fact]
    public async Task What_is_dropped_during_its_load_is_given_to_who_waits_and_not_kept()
    {
        var reading = new TaskCompletionSource();
        var loading = _cache.GetAsync(1, async keys =>
        {
            await reading.Task;
            return await Load(asOf: 7)(keys);
        });
        _cache.Drop(1);
        reading.SetResult();
        Assert.NotNull(await loading);
        Assert.False(_cache.TryGet(1, out _));
    }

    // The tweets of a page share authors, and an author may change while the page is put together.
    [Fact]
    public async Task A_key_that_is_asked_for_twice_may_be_dropped_in_between()
    {
        var keys = new Twice(1, betweenTheTwo: () => _cache.Drop(1));
        Assert.All(await _cache.GetAllAsync(keys, Load(asOf: 7)), Assert.NotNull);
        Assert.NotNull(await _cache.GetAsync(1, Load(asOf: 7)));
    }

    [Fact]
    public async Task No_more_is_kept_than_there_is_room_for()
    {
        for (var key = 0; key < 100; key++)
        {
            await _cache.GetAsync(0, Load(asOf: 1));
            await _cache.GetAsync(key, Load(asOf: 1));
            _cache.Put(1000 + key, new Box());
        }
        Assert.InRange(_cache.Count, 1, 10);
        Assert.Equal(_cache.Count, Enumerable.Range(0, 2000).Count(key => _cache.TryGet(key, out _)));
    }

    [Fact]
    public async Task A_load_that_fails_fails_all_who_wait_and_the_next_tries_again()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => _cache.GetAsync(1, _ => throw new TimeoutException()).AsTask());
        Assert.NotNull(await _cache.GetAsync(1, Load(asOf: 1)));
    }

    private static EntityCache<int, Box>.Loader Load(long asOf) => keys =>
        Task.FromResult(new Loaded<int, Box>(keys.ToDictionary(key => key, _ => new Box()), Snapshot.UpTo(asOf)));

    private int Kept(int key) => _cache.TryGet(key, out var box) ? box.Value : throw new InvalidOperationException("It is not kept");

    /// <summary>One key, two times.</summary>
    private sealed class Twice(int key, Action betweenTheTwo) : IReadOnlyList<int>
    {
        public int Count => 2;

        public int this[int index]
        {
            get
            {
                if (index == 1)
                    betweenTheTwo();
                return key;
            }
        }

        public IEnumerator<int> GetEnumerator() => Enumerable.Repeat(key, Count).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class Box
    {
        public int Value { get; set; }
    }
}
