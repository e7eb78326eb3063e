using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Linnet.Common;
using Microsoft.Extensions.Options;

namespace Linnet.Http.RateLimits;

/// <summary>
/// What a guesser with many addresses meets: a bound on the tries from strange addresses for one name, and on those from one wide
/// network. An address from which the account logged in before is exempt, so nobody can lock its owner out. Each node counts separately.
/// </summary>
internal sealed class LoginGuard(IOptions<RateLimitOptions> options, TimeProvider clock)
{
    private const int Day = 24 * 60 * 60 * 1000;
    private const int Hour = 60 * 60 * 1000;

    private readonly RateLimitTable _table = new(options.Value.Enabled ? options.Value.Partitions : 1);
    private readonly KnownAddresses _known = new(options.Value.Partitions);
    private readonly RateLimit _strangers = new(1, options.Value.StrangeLoginsPerName, Day);
    private readonly RateLimit _slowed = new(2, options.Value.SlowedLoginsPerName, Hour);
    private readonly RateLimit _passwordChanges = new(3, options.Value.PasswordChangesPerAccount, Hour);
    private readonly RateLimit _of56 = new(4, options.Value.LoginsPerAddress * ClientNetwork.TimesOf56, options.Value.LoginWindowSeconds * 1000);
    private readonly RateLimit _of48 = new(5, options.Value.LoginsPerAddress * ClientNetwork.TimesOf48, options.Value.LoginWindowSeconds * 1000);

    // Drawn for the first request, not at start: OpenSSL is 5 MB.
    private readonly Lazy<long> _secret = new(() => BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(long))));

    /// <summary>Whether this account logged in from there, as far as this process remembers.</summary>
    public bool IsKnown(HttpContext http, string username) => _known.Contains(PairOf(http, username));

    /// <summary>Records a successful log-in: the account is known from there.</summary>
    public void Remember(HttpContext http, string username) => _known.Add(PairOf(http, username));

    /// <summary>Counts a try to log in.</summary>
    /// <returns>The error when unknown addresses tried this name too often today, or this network tried too much.</returns>
    public Error? RefuseLogin(HttpContext http, string username)
    {
        if (!options.Value.Enabled || IsKnown(http, username))
            return null;
        var networks = ClientNetwork.Of(http.Connection.RemoteIpAddress);
        if (networks.Length > 1 && (Refuse(http, _of56, KeyOf(networks[1].Network)) ?? Refuse(http, _of48, KeyOf(networks[2].Network))) is { } error)
            return error;
        var name = KeyOf(username);
        return _table.Take(Mix(name, _strangers), _strangers, Now()).IsAllowed ? null : Refuse(http, _slowed, name);
    }

    /// <summary>Counts a try to change a password, which costs hashes.</summary>
    /// <returns>The refusal when the account did so too often.</returns>
    public Error? RefusePasswordChange(HttpContext http, long accountId) =>
        options.Value.Enabled ? Refuse(http, _passwordChanges, (ulong)accountId) : null;

    private Error? Refuse(HttpContext http, RateLimit bound, ulong who)
    {
        var verdict = _table.Take(Mix(who, bound), bound, Now());
        if (verdict.IsAllowed)
            return null;
        http.Response.Headers.RetryAfter = verdict.RetryAfter.ToString(CultureInfo.InvariantCulture);
        return RateLimitErrors.TooManyRequests;
    }

    private ulong PairOf(HttpContext http, string username) =>
        KeyOf(ClientNetwork.Of(http.Connection.RemoteIpAddress)[0].Network) ^ KeyOf(username);

    private ulong KeyOf(string username) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes<char>(username.ToLowerInvariant()), _secret.Value);

    private ulong KeyOf(UInt128 network) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(new ReadOnlySpan<UInt128>(in network)), ~_secret.Value);

    private ulong Mix(ulong key, RateLimit bound) =>
        XxHash3.HashToUInt64(MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in key)), _secret.Value + bound.Number);

    // Not the time of day, which may be set.
    private long Now() => clock.GetElapsedTime(0).Ticks / TimeSpan.TicksPerMillisecond;
}
