using System.Diagnostics;
using System.Diagnostics.Metrics;
using Linnet.Common.Metrics;
using Microsoft.Extensions.Options;

namespace Linnet.Accounts.Passwords;

/// <summary>Hashes and verifies passwords at the configured cost, on dedicated threads.</summary>
/// <remarks>Every method throws <see cref="Common.OutageException"/> at once when the queue is full.</remarks>
internal sealed partial class PasswordHasher : IDisposable
{
    private const int WeakestAdvisableCost = 10;

    private readonly Bcrypt _bcrypt;
    private readonly HashingPool _pool;
    private readonly Histogram<double> _duration;
    private readonly int _cost;
    private int _highestCost;

    /// <exception cref="Common.OperatorException">The configured bcrypt library is unavailable.</exception>
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
        meter.CreateObservableGauge("linnet.hashing.queue_length", () => _pool.Waiting, "{password}", "Passwords waiting for a hashing thread");
        _duration = meter.CreateHistogram<double>("linnet.hashing.duration", "s", "Time to hash one password, without the wait");
    }

    /// <param name="password">Valid by <see cref="PasswordRule"/>.</param>
    /// <param name="turn">Whose turn it is.</param>
    /// <param name="cancellation">Cancelled when the client disconnects.</param>
    public Task<string> HashAsync(string password, HashingTurn turn, CancellationToken cancellation) =>
        _pool.RunAsync(() => Measure(() => _bcrypt.Hash(ComposedText.Of(password), _cost).ToString()), turn, cancellation);

    /// <summary>
    /// Whether the password has this hash. A missing account, an invalid password and a hash of another kind or cost all take as
    /// long as a wrong password at the highest known cost, so that response times do not reveal which names exist.
    /// </summary>
    /// <param name="password">Any text; not yet validated.</param>
    /// <param name="storedHash">Null when there is no such account.</param>
    /// <param name="turn">Whose turn it is.</param>
    /// <param name="cancellation">Cancelled when the client disconnects.</param>
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

    /// <summary>Records that a hash of this cost is stored. Unknown names cost as much from now on.</summary>
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
        // Older hashes were made without normalization. Tried only for passwords that normalization changes, and whether or not the account exists.
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
        // Tops up to the work of the highest cost n: 2^c rounds are done, and 2^c + 2^c + 2^(c+1) + … + 2^(n-1) make 2^n.
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
        [LoggerMessage(4001, LogLevel.Warning, "Passwords:BcryptCost is {Cost}; below 10 the passwords of a stolen database are cheap to crack")]
        public static partial void CostIsLow(ILogger logger, int cost);

        [LoggerMessage(4002, LogLevel.Information, "Passwords are hashed by {Library}")]
        public static partial void LibraryChosen(ILogger logger, string library);
    }
}

/// <summary>The result of comparing a password with a stored hash.</summary>
internal enum PasswordMatch
{
    /// <summary>No match.</summary>
    None,

    /// <summary>A match, and the hash is like a new one.</summary>
    Current,

    /// <summary>A match, but the hash has another cost or prefix, or is of the password before normalization.</summary>
    Outdated,
}
