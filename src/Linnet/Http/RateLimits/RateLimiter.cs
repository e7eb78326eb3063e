using System.Buffers.Binary;
using System.IO.Hashing;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Linnet.Common;
using Microsoft.Extensions.Options;

namespace Linnet.Http.RateLimits;

/// <summary>Keeps count of who asks how often. Each node keeps its own.</summary>
internal sealed class RateLimiter(IOptions<RateLimitOptions> options, TimeProvider clock)
{
    private readonly RateLimitTable _table = new(options.Value.Partitions);
    private readonly Bounds _bounds = new(options.Value);

    // Prevents clients from choosing keys that collide. Drawn at the first request, not at start: OpenSSL is 5 MB.
    private readonly Lazy<long> _secret = new(() => BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(long))));

    public bool Enabled => options.Value.Enabled;

    /// <param name="action">What the request does.</param>
    /// <param name="accountId">Who asks; null when that is not known.</param>
    /// <param name="address">From where; null for a socket file, whose users count as one.</param>
    /// <param name="count">How many acts it is; they pass together or not at all.</param>
    /// <returns>The result of the limit that is nearest.</returns>
    public RateLimitResult Take(LimitedAction action, long? accountId, IPAddress? address, int count = 1)
    {
        var (perAccount, perAddress) = _bounds.Of(action);
        if (accountId is not { } id || perAccount is null)
            return TakeForAddress(perAddress, address, count);
        var ofAccount = TakeForAccount(perAccount, id, count);
        if (!ofAccount.IsAllowed)
            return ofAccount;
        var ofAddress = TakeForAddress(perAddress, address, count);
        return ofAddress.IsAllowed && ofAccount.Remaining < ofAddress.Remaining ? ofAccount : ofAddress;
    }

    /// <summary>Counts an act of an account against a limit of the caller's own, which is in force whether or not <see cref="Enabled"/>.</summary>
    public RateLimitResult TakeForAccount(RateLimit limit, long accountId, int count = 1) =>
        _table.Take(KeyOf(limit, MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in accountId))), limit, Now(), count);

    /// <summary>Counts a log-in attempt for a name from an address; writes the headers that say how many are left.</summary>
    /// <returns>The refusal when there were too many.</returns>
    public Error? RefuseLogin(HttpContext context, string username)
    {
        if (!Enabled)
            return null;
        Span<byte> who = stackalloc byte[sizeof(ulong) + ClientAddress.MaxLength];
        var name = MemoryMarshal.AsBytes<char>(username.ToLowerInvariant());
        BinaryPrimitives.WriteUInt64LittleEndian(who, XxHash3.HashToUInt64(name, _secret.Value));
        var length = sizeof(ulong) + ClientAddress.Write(context.Connection.RemoteIpAddress, who[sizeof(ulong)..]);
        return Refuse(context, _table.Take(KeyOf(_bounds.LoginPerNameAndAddress, who[..length]), _bounds.LoginPerNameAndAddress, Now()));
    }

    /// <summary>Counts a live connection that an account opens; those of its address were counted before it was known.</summary>
    /// <inheritdoc cref="RefuseLogin"/>
    public Error? RefuseOpening(HttpContext context, long accountId) =>
        Enabled ? Refuse(context, TakeForAccount(_bounds.OpeningPerAccount, accountId)) : null;

    /// <summary>Counts what a request does more than once: the tweets of a thread after the first, which was counted with the request.</summary>
    /// <inheritdoc cref="RefuseLogin"/>
    public Error? RefuseFurther(HttpContext context, LimitedAction action, long accountId, int count) =>
        Enabled ? Refuse(context, Take(action, accountId, context.Connection.RemoteIpAddress, count)) : null;

    /// <summary>Writes the headers that say how many are left; of several limits that apply, of the nearest.</summary>
    public void WriteHeaders(HttpResponse response, in RateLimitResult result) => RateLimitExtensions.Write(response, result, clock.GetUtcNow());

    private Error? Refuse(HttpContext context, in RateLimitResult result)
    {
        WriteHeaders(context.Response, result);
        return result.IsAllowed ? null : RateLimitErrors.TooManyRequests;
    }

    /// <summary>Counts a try to change an account's address: its answer tells whether another account has that one.</summary>
    /// <returns>The refusal when there were too many.</returns>
    public Error? RefuseAddressChange(HttpContext context, long accountId) =>
        Enabled ? Refuse(context, TakeForAccount(_bounds.AddressChangePerAccount, accountId)) : null;

    private RateLimitResult TakeForAddress(RateLimit limit, IPAddress? address, int count)
    {
        Span<byte> bytes = stackalloc byte[ClientAddress.MaxLength];
        return _table.Take(KeyOf(limit, bytes[..ClientAddress.Write(address, bytes)]), limit, Now(), count);
    }

    private ulong KeyOf(RateLimit limit, ReadOnlySpan<byte> who) => XxHash3.HashToUInt64(who, _secret.Value + limit.Number);

    // Not the time of day, which may be set: a day back, and every window would last a day longer.
    private long Now() => clock.GetElapsedTime(0).Ticks / TimeSpan.TicksPerMillisecond;

    private sealed class Bounds(RateLimitOptions options)
    {
        private readonly RateLimit _loginPerAddress = New(1, options.LoginsPerAddress, options.LoginWindowSeconds);
        private readonly RateLimit _registerPerAddress = New(2, options.RegistrationsPerAddress, options.RegisterWindowSeconds);
        private readonly (RateLimit, RateLimit) _post = (
            New(3, options.PostsPerAccount, options.PostWindowSeconds), New(4, options.PostsPerAddress, options.PostWindowSeconds));

        private readonly (RateLimit, RateLimit) _write = (
            New(5, options.WritesPerAccount, options.WriteWindowSeconds), New(6, options.WritesPerAddress, options.WriteWindowSeconds));

        private readonly (RateLimit, RateLimit) _read = (
            New(7, options.ReadsPerAccount, options.ReadWindowSeconds), New(8, options.ReadsPerAddress, options.ReadWindowSeconds));

        private readonly (RateLimit, RateLimit) _import = (
            New(21, options.ImportsPerAccount, options.ImportWindowSeconds), New(22, options.ImportsPerAddress, options.ImportWindowSeconds));

        private readonly RateLimit _openingPerAddress = New(10, options.OpeningsPerAddress, options.OpeningWindowSeconds);

        public RateLimit OpeningPerAccount { get; } = New(11, options.OpeningsPerAccount, options.OpeningWindowSeconds);

        public RateLimit LoginPerNameAndAddress { get; } = New(9, options.LoginsPerNameAndAddress, options.LoginWindowSeconds);

        // 10 and beyond belong to other limits: a number is never used twice.
        public RateLimit AddressChangePerAccount { get; } = New(20, options.AddressChangesPerAccount, options.AddressChangeWindowSeconds);

        public (RateLimit? PerAccount, RateLimit PerAddress) Of(LimitedAction action) => action switch
        {
            LimitedAction.LogIn => (null, _loginPerAddress),
            LimitedAction.Register => (null, _registerPerAddress),
            LimitedAction.Open => (null, _openingPerAddress),
            LimitedAction.Post => _post,
            LimitedAction.Write => _write,
            LimitedAction.Import => _import,
            _ => _read,
        };

        private static RateLimit New(int number, int permits, int seconds) => new(number, permits, seconds * 1000);
    }
}

/// <summary>What one address is to the limits.</summary>
internal static class ClientAddress
{
    public const int MaxLength = 8;

    /// <summary>The 2⁶⁴ addresses of an IPv6 network have one owner, so they count as one.</summary>
    /// <returns>How many bytes were written; none for a socket file.</returns>
    public static int Write(IPAddress? address, Span<byte> destination)
    {
        if (address is null)
            return 0;
        Span<byte> whole = stackalloc byte[16];
        if (address.AddressFamily is AddressFamily.InterNetworkV6 && !address.IsIPv4MappedToIPv6)
        {
            address.TryWriteBytes(whole, out _);
            whole[..MaxLength].CopyTo(destination);
            return MaxLength;
        }
        // On a socket for both families an address of IPv4 comes within one of IPv6; its last four bytes are itself.
        address.TryWriteBytes(whole, out var length);
        whole[(length - 4)..length].CopyTo(destination);
        return 4;
    }
}
