namespace Linnet.Common.Caching;

/// <summary>
/// One entry of an <see cref="EntityCache{TKey, T}"/>: being loaded, then changed by commits, then dropped. Changes that arrive
/// during the load wait until the load says what it saw.
/// </summary>
/// <param name="onForgotten">Called once, when the entry leaves the cache.</param>
internal sealed class CacheEntry<T>(Action<T>? onForgotten)
    where T : class
{
    private readonly TaskCompletionSource<T?> _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _changing = new();
    private List<(long Commit, Action<T> Change)>? _queued = [];
    private volatile T? _value;
    private volatile bool _used = true;
    private bool _forgotten;
    private Snapshot _asOf;

    public Task<T?> Loaded => _loaded.Task;

    public T? Use()
    {
        var value = _value;
        // Read before write: the mark is nearly always set, and all cores share a cache line that is only read.
        if (value is not null && !_used)
            _used = true;
        return value;
    }

    /// <summary>Clears the mark of use.</summary>
    /// <returns>Whether it was not set. An entry that is being loaded is in use.</returns>
    public bool IsUnused()
    {
        if (_value is null)
            return false;
        var unused = !_used;
        _used = false;
        return unused;
    }

    public void Complete(T? value, Snapshot asOf)
    {
        lock (_changing)
        {
            foreach (var (commit, change) in _queued ?? [])
            {
                if (value is not null && !asOf.Saw(commit))
                    change(value);
            }
            _queued = null;
            _asOf = asOf;
            if (!_forgotten)
                _value = value;
            else if (value is not null)
                onForgotten?.Invoke(value);
        }
        _loaded.TrySetResult(value);
    }

    /// <summary>The entry has left the cache, and those who still hold it find nothing in it. Called once.</summary>
    public void Forget()
    {
        lock (_changing)
        {
            _forgotten = true;
            if (_value is { } value)
                onForgotten?.Invoke(value);
            _value = null;
        }
    }

    public void Fail(Exception error)
    {
        _loaded.TrySetException(error);
        // The caller that started the load gets the exception itself. Observed here, in case no other caller waits.
        _ = _loaded.Task.Exception;
    }

    public void Apply(long commit, Action<T> change)
    {
        lock (_changing)
        {
            if (_queued is { } queued)
                queued.Add((commit, change));
            else if (_value is { } value && !_asOf.Saw(commit))
                change(value);
        }
    }
}
