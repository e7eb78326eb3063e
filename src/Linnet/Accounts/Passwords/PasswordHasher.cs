using System.Diagnostics;
using System.Diagnostics.Metrics;
using Linnet.Common.Metrics;
using Microsoft.Extensions.Options;

namespace Linnet.Accounts.Passwords;

/// <summary>Hashes and verifies passwords at the cost of today's settings, on threads of its own.</summary>
/// <remarks>Every method throws <see cref="Common.OutageException"/> at once when too many wait already.</remarks>
internal sealed partial class PasswordHasher : IDisposable
{
    private const int WeakestAdvisableCost = 10;

    private readonly Bcrypt _bcrypt = Bcrypt.Load();
    private readonly HashingPool _pool;
    private readonly Histogram<double> _duration;
    private readonly int _cost;

    /// <exception cref="Common.StartException">The operating system has no bcrypt.</exception>
    public PasswordHasher(IOptions<PasswordOptions> options, IMeterFactory meters, ILogger<PasswordHasher> logger)
    {
        var settings = options.Value;
        var threads = settings.HashingThreads is 0 ? Environment.ProcessorCount : settings.HashingThreads;
        _cost = settings.BcryptCost;
        _pool = new HashingPool(threads, settings.QueueLength);
        var meter = meters.CreateLinnet();
        meter.CreateObservableGauge("linnet.hashing.queue_length", () => _pool.Waiting, "{password}", "Passwords that wait for a hashing thread");
        _duration = meter.CreateHistogram<double>("linnet.hashing.duration", "s", "The work on one password, without the wait for it");
        if (_cost < WeakestAdvisableCost)
            Log.CostIsLow(logger, _cost);
    }

    /// <param name="password">One that was accepted at the door: <see cref="PasswordRule"/>.</param>
    public Task<string> HashAsync(string password, CancellationToken cancellation) =>
        _pool.RunAsync(() => Measure(() => _bcrypt.Hash(password, _cost).ToString()), cancellation);

    /// <summary>
    /// Whether the password belongs to the hash. A missing account, a password that nobody can have and a hash of another
    /// kind cost what a wrong password costs, so that the time of an answer does not tell which names exist.
    /// </summary>
    /// <param name="password">Anything a client may send.</param>
    /// <param name="storedHash">Null when there is no such account.</param>
    public Task<bool> VerifyAsync(string password, string? storedHash, CancellationToken cancellation)
    {
        var isKnown = BcryptHash.TryParse(storedHash, out var hash);
        if (!isKnown)
            hash = BcryptHash.Unmatchable(_cost);
        var canMatch = isKnown && PasswordRule.CanBeHashed(password);
        var tried = PasswordRule.CanBeHashed(password) ? password : "";
        return _pool.RunAsync(() => Measure(() => _bcrypt.Verify(tried, hash)) && canMatch, cancellation);
    }

    /// <summary>Whether the hash has another cost or prefix than new ones have.</summary>
    public bool IsOutdated(string storedHash) => !BcryptHash.TryParse(storedHash, out var hash) || !hash.IsCurrent(_cost);

    public void Dispose() => _pool.Dispose();

    private T Measure<T>(Func<T> work)
    {
        var began = Stopwatch.GetTimestamp();
        var result = work();
        _duration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
        return result;
    }

    private static partial class Log
    {
        [LoggerMessage(4001, LogLevel.Warning, "Passwords:BcryptCost is {Cost}; below 10 a stolen database gives passwords away cheaply")]
        public static partial void CostIsLow(ILogger logger, int cost);
    }
}
