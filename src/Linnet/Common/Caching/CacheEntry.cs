namespace Linnet.Common.Caching;

/// <summary>
/// The place of one entry of an <see cref="EntityCache{TKey, T}"/>: waited for, then kept true, then forgotten. A change that comes
/// while the entry is being loaded is kept until the load has said what it saw.
/// </summary>
/// <param name="onForgotten">Told once of the entry when it is no longer kept.</param>
internal sealed class CacheEntry<T>(Action<T>? onForgotten)
    where T : class
{
    private readonly TaskCompletionSource<T?> _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _changing = new();
    private List<(long Commit, Action<T> Change)>? _meanwhile = [];
    private volatile T? _value;
    private volatile bool _used = true;
    private bool _forgotten;
    private Snapshot _asOf;

    public Task<T?> Loaded => _loaded.Task;

    public T? Use()
    {
        var value = _value;
        // Read before written: the mark is set nearly always, and a cache line that is only read is shared by all cores.
        if (value is not null && !_used)
            _used = true;
        return value;
    }

    /// <summary>Takes the mark of use off.</summary>
    /// <returns>Whether there was none. An entry that is being loaded is in use.</returns>
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
            foreach (var (commit, change) in _meanwhile ?? [])
            {
                if (value is not null && !asOf.Saw(commit))
                    change(value);
            }
            _meanwhile = null;
            _asOf = asOf;
            _value = value;
            if (_forgotten && value is not null)
                onForgotten?.Invoke(value);
        }
        _loaded.TrySetResult(value);
    }

    /// <summary>The slot is out of the cache. Called once.</summary>
    public void Forget()
    {
        lock (_changing)
        {
            _forgotten = true;
            if (_value is { } value)
                onForgotten?.Invoke(value);
        }
    }

    public void Fail(Exception error)
    {
        _loaded.TrySetException(error);
        // Whoever started the load hears of it directly; that nobody else may have waited is no error.
        _ = _loaded.Task.Exception;
    }

    public void Apply(long commit, Action<T> change)
    {
        lock (_changing)
        {
            if (_meanwhile is { } meanwhile)
                meanwhile.Add((commit, change));
            else if (_value is { } value && !_asOf.Saw(commit))
                change(value);
        }
    }
}
