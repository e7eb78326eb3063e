using System.Diagnostics;
using System.Diagnostics.Metrics;
using Linnet.Common.Metrics;
using Microsoft.Extensions.Options;

namespace Linnet.Accounts.Passwords;

/// <summary>Hashes and verifies passwords at the configured cost, on dedicated threads.</summary>
/// <remarks>Every method throws <see cref="Common.OutageException"/> at once when too many wait already.</remarks>
internal sealed partial class PasswordHasher : IDisposable
{
    private const int WeakestAdvisableCost = 10;

    private readonly Bcrypt _bcrypt;
    private readonly HashingPool _pool;
    private readonly Histogram<double> _duration;
    private readonly int _cost;
    private int _highestCost;

    /// <exception cref="Common.OperatorException">There is no bcrypt of the kind that the settings ask for.</exception>
    public PasswordHasher(IOptions<PasswordOptions> options, IMeterFactory meters, ILogger<PasswordHasher> logger)
        : this(Bcrypt.Load(options.Value.Library), options.Value, meters)
    {
        Log.LibraryChosen(logger, _bcrypt.Library);
        if (_cost < WeakestAdvisableCost)
            Log.CostIsLow(logger, _cost);
    }

    internal PasswordHasher(Bcrypt bcrypt, PasswordOptions settings, IMeterFactory meters)
    {
        var threads = settings.HashingThreads is 0 ? Environment.ProcessorCount : settings.HashingThreads;
        _bcrypt = bcrypt;
        _cost = _highestCost = settings.BcryptCost;
        _pool = new HashingPool(threads, settings.QueueLength, settings.PlacesPerAddress);
        var meter = meters.CreateLinnet();
        meter.CreateObservableGauge("linnet.hashing.queue_length", () => _pool.Waiting, "{password}", "Passwords that wait for a hashing thread");
        _duration = meter.CreateHistogram<double>("linnet.hashing.duration", "s", "The work on one password, without the wait for it");
    }

    /// <param name="password">One that was accepted at the door: <see cref="PasswordRule"/>.</param>
    /// <param name="turn">For whom.</param>
    /// <param name="cancellation">The caller went away.</param>
    public Task<string> HashAsync(string password, HashingTurn turn, CancellationToken cancellation) =>
        _pool.RunAsync(() => Measure(() => _bcrypt.Hash(ComposedText.Of(password), _cost).ToString()), turn, cancellation);

    /// <summary>
    /// Whether the password matches the hash. A missing account, an impossible password and a hash of another
    /// kind or cost take what a wrong password takes at the highest cost there is, so that the time of an answer does not tell
    /// which names exist.
    /// </summary>
    /// <param name="password">Anything a client may send.</param>
    /// <param name="storedHash">Null when there is no such account.</param>
    /// <param name="turn">For whom.</param>
    /// <param name="cancellation">The caller went away.</param>
    public Task<PasswordMatch> MatchAsync(string password, string? storedHash, HashingTurn turn, CancellationToken cancellation)
    {
        BcryptHash? stored = BcryptHash.TryParse(storedHash, out var hash) ? hash : null;
        if (stored is not null)
            RaiseCost(hash.Cost);
        return _pool.RunAsync(() => Measure(() => Match(password, stored)), turn, cancellation);
    }

    /// <inheritdoc cref="MatchAsync"/>
    public async Task<bool> VerifyAsync(string password, string? storedHash, HashingTurn turn, CancellationToken cancellation) =>
        await MatchAsync(password, storedHash, turn, cancellation) is not PasswordMatch.None;

    /// <summary>A hash of this cost is stored: unknown names cost as much from now on.</summary>
    public void RaiseCost(int cost)
    {
        for (var known = Volatile.Read(ref _highestCost); cost is <= BcryptHash.MaxCost && cost > known; known = Volatile.Read(ref _highestCost))
            Interlocked.CompareExchange(ref _highestCost, cost, known);
    }

    public void Dispose() => _pool.Dispose();

    private PasswordMatch Match(string password, BcryptHash? stored)
    {
        var composed = ComposedText.Of(password);
        if (Try(composed, stored))
            return stored!.Value.IsCurrent(_cost) ? PasswordMatch.Current : PasswordMatch.Outdated;
        // Hashes of before were made of what was typed. Only for those who type another form, but whether or not they exist.
        if (composed.Length != password.Length || composed != password)
            return Try(password, stored) ? PasswordMatch.Outdated : PasswordMatch.None;
        return PasswordMatch.None;
    }

    private bool Try(string password, BcryptHash? stored)
    {
        var canMatch = stored is not null && PasswordRule.CanBeHashed(password);
        var highest = Volatile.Read(ref _highestCost);
        var hash = stored ?? BcryptHash.Unmatchable(highest);
        if (_bcrypt.Verify(PasswordRule.CanBeHashed(password) ? password : "", hash) && canMatch)
            return true;
        // The rest of the work of the highest cost: 2^c rounds are done, and 2^c + 2^c + 2^(c+1) + … + 2^(n-1) make 2^n.
        for (var cost = hash.Cost; cost < highest; cost++)
            _ = _bcrypt.Verify("", BcryptHash.Unmatchable(cost));
        return false;
    }

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

        [LoggerMessage(4002, LogLevel.Information, "Passwords are hashed by {Library}")]
        public static partial void LibraryChosen(ILogger logger, string library);
    }
}

/// <summary>How a password and a stored hash go together.</summary>
internal enum PasswordMatch
{
    /// <summary>They do not.</summary>
    None,

    /// <summary>They do, and the hash is as new ones are.</summary>
    Current,

    /// <summary>They do, but the hash has another cost, another prefix, or was made of another form of the text.</summary>
    Outdated,
}
