using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Linnet.Common.Metrics;

namespace Linnet.Common.Caching;

/// <summary>
/// Keeps entries that were loaded from the database, applies committed changes to them, and evicts unused ones.
/// </summary>
/// <remarks>
/// A change is applied exactly if the load of its entry did not see its commit: docs/memory.md. Concurrent callers share a load.
/// Bounded by entries; evicts those not used since the clock hand last passed (CLOCK, F. J. Corbató, 1968). Any entry may be
/// dropped at any moment without harm.
/// </remarks>
/// <param name="capacity">In entries.</param>
/// <param name="onForgotten">Called once for each entry that leaves the cache, for any reason.</param>
internal sealed class EntityCache<TKey, T>(int capacity, Action<T>? onForgotten = null) : ICacheFigures
    where TKey : notnull
    where T : class
{
    /// <summary>Reads the entries that are not in memory.</summary>
    public delegate Task<Loaded<TKey, T>> Loader(IReadOnlyList<TKey> keys);

    private readonly ConcurrentDictionary<TKey, CacheEntry<T>> _slots = [];
    private readonly StripedCounter _hits = new();
    private readonly StripedCounter _misses = new();
    private readonly Lock _evicting = new();
    // Counted separately, because ConcurrentDictionary.Count takes all its locks.
    private int _count;
    private IEnumerator<KeyValuePair<TKey, CacheEntry<T>>>? _hand;

    public int Count => Volatile.Read(ref _count);

    public long Hits => _hits.Read();

    public long Misses => _misses.Read();

    /// <summary>Looks in memory only. Not counted as a hit; a caller that looks often counts once (<see cref="CountHits"/>).</summary>
    public bool TryGet(TKey key, [NotNullWhen(true)] out T? value)
    {
        value = _slots.TryGetValue(key, out var slot) ? slot.Use() : null;
        return value is not null;
    }

    /// <param name="key">The key.</param>
    /// <param name="entry">Where the caller keeps the entry of the last call for the key, which saves the search; null at first.</param>
    /// <param name="value">The value.</param>
    /// <inheritdoc cref="TryGet(TKey, out T)"/>
    public bool TryGet(TKey key, ref CacheEntry<T>? entry, [NotNullWhen(true)] out T? value)
    {
        value = entry?.Use();
        if (value is null && _slots.TryGetValue(key, out var current))
        {
            entry = current;
            value = current.Use();
        }
        return value is not null;
    }

    /// <param name="key">Another form of the key, such as a part of a text; no key is made from it.</param>
    /// <inheritdoc cref="TryGet(TKey, out T)"/>
    public bool TryGetAlternate<TAlternate>(TAlternate key, [NotNullWhen(true)] out T? value)
        where TAlternate : notnull, allows ref struct
    {
        value = _slots.GetAlternateLookup<TAlternate>().TryGetValue(key, out var slot) ? slot.Use() : null;
        return value is not null;
    }

    /// <returns>The entry, loaded if need be; null when there is none.</returns>
    public ValueTask<T?> GetAsync(TKey key, Loader load)
    {
        if (!TryGet(key, out var value))
            return LoadOneAsync(key, load);
        _hits.Add(1);
        return new(value);
    }

    /// <returns>For each key its entry, or null when there is none.</returns>
    public ValueTask<T?[]> GetAllAsync(IReadOnlyList<TKey> keys, Loader load)
    {
        var found = new T?[keys.Count];
        var complete = true;
        for (var index = 0; index < found.Length; index++)
            complete &= TryGet(keys[index], out found[index]);
        if (!complete)
            return LoadMissingAsync(keys, found, load);
        _hits.Add(found.Length);
        return new(found);
    }

    public void CountHits(int count) => _hits.Add(count);

    public void CountMisses(int count) => _misses.Add(count);

    /// <summary>Adds an entry that was just written and that no caller can have requested before.</summary>
    /// <remarks>Call it when its commit is published, so before any change of it.</remarks>
    public void Put(TKey key, T value)
    {
        var slot = new CacheEntry<T>(onForgotten);
        slot.Complete(value, asOf: default);
        // An entry that is being loaded already, for a guessed key, stays.
        if (_slots.TryAdd(key, slot))
        {
            Interlocked.Increment(ref _count);
            Evict();
        }
    }

    /// <summary>Applies a change to an entry, if it is here and was loaded without it.</summary>
    public void Apply(TKey key, long commit, Action<T> change)
    {
        if (_slots.TryGetValue(key, out var slot))
            slot.Apply(commit, change);
    }

    /// <summary>Drops an entry. One that is being loaded is returned to its waiting callers and not kept.</summary>
    public void Drop(TKey key)
    {
        if (_slots.TryRemove(key, out var slot))
            Forget(slot);
    }

    /// <inheritdoc cref="Drop"/>
    public void Clear()
    {
        foreach (var (key, slot) in _slots)
            Remove(key, slot);
    }

    private async ValueTask<T?> LoadOneAsync(TKey key, Loader load) => (await LoadMissingAsync([key], new T?[1], load))[0];

    private async ValueTask<T?[]> LoadMissingAsync(IReadOnlyList<TKey> keys, T?[] found, Loader load)
    {
        var mine = new Dictionary<TKey, CacheEntry<T>>();
        var slots = new CacheEntry<T>?[found.Length];
        for (var index = 0; index < found.Length; index++)
        {
            if (found[index] is not null)
                continue;
            // The same key may be in the list twice, and its entry dropped in between.
            if (mine.TryGetValue(keys[index], out slots[index]))
                continue;
            var candidate = new CacheEntry<T>(onForgotten);
            slots[index] = _slots.GetOrAdd(keys[index], candidate);
            if (slots[index] == candidate)
            {
                Interlocked.Increment(ref _count);
                mine.Add(keys[index], candidate);
            }
        }
        var missing = slots.Count(slot => slot is not null);
        _hits.Add(found.Length - missing);
        _misses.Add(missing);
        if (mine.Count > 0)
            await LoadAsync(mine, load);
        for (var index = 0; index < found.Length; index++)
            found[index] ??= await slots[index]!.Loaded;
        return found;
    }

    private async Task LoadAsync(Dictionary<TKey, CacheEntry<T>> mine, Loader load)
    {
        try
        {
            var (found, asOf) = await load([.. mine.Keys]);
            foreach (var (key, slot) in mine)
            {
                var value = found.GetValueOrDefault(key);
                slot.Complete(value, asOf);
                if (value is null)
                    Remove(key, slot);
            }
        }
        catch (Exception error)
        {
            // Fails all waiting callers; the next caller tries again. Completed entries do not change.
            foreach (var (key, slot) in mine)
            {
                Remove(key, slot);
                slot.Fail(error);
            }
            throw;
        }
        Evict();
    }

    private void Evict()
    {
        if (Count <= capacity)
            return;
        lock (_evicting)
        {
            // At most twice around: the first pass clears the marks, the second finds entries without one.
            for (var steps = 2 * Count; Count > capacity && steps > 0; steps--)
            {
                _hand ??= _slots.GetEnumerator();
                if (!_hand.MoveNext())
                {
                    _hand.Dispose();
                    _hand = null;
                }
                else if (_hand.Current.Value.IsUnused())
                {
                    Remove(_hand.Current.Key, _hand.Current.Value);
                }
            }
        }
    }

    private void Remove(TKey key, CacheEntry<T> slot)
    {
        if (_slots.TryRemove(new KeyValuePair<TKey, CacheEntry<T>>(key, slot)))
            Forget(slot);
    }

    private void Forget(CacheEntry<T> slot)
    {
        Interlocked.Decrement(ref _count);
        slot.Forget();
    }
}
