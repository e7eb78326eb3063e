using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Linnet.Common.Metrics;

namespace Linnet.Common.Caching;

/// <summary>Reports hits, misses and entries of each cache. A read only increments a counter.</summary>
internal sealed class CacheMetrics
{
    private readonly ConcurrentDictionary<string, ICacheFigures> _caches = [];

    public CacheMetrics(IMeterFactory meters)
    {
        var meter = meters.CreateLinnet();
        meter.CreateObservableCounter(
            "linnet.cache.hits", () => Observe(cache => cache.Hits), "{entry}", "Entries that were asked for and found in memory");
        meter.CreateObservableCounter(
            "linnet.cache.misses", () => Observe(cache => cache.Misses), "{entry}", "Entries that were asked for and had to be loaded");
        meter.CreateObservableUpDownCounter(
            "linnet.cache.entries", () => Observe(cache => cache.Count), "{entry}", "Entries in memory");
    }

    /// <param name="name">The tag <c>cache</c>; the name of the setting in <c>Caches</c>, if there is one.</param>
    /// <param name="cache">Lives as long as the process.</param>
    public void Include(string name, ICacheFigures cache) => _caches[name] = cache;

    private IEnumerable<Measurement<long>> Observe(Func<ICacheFigures, long> figure) =>
        _caches.Select(cache => new Measurement<long>(figure(cache.Value), new KeyValuePair<string, object?>("cache", cache.Key)));
}

/// <summary>The counts of a cache.</summary>
internal interface ICacheFigures
{
    /// <summary>In entries.</summary>
    int Count { get; }

    long Hits { get; }

    long Misses { get; }
}
