using System.Net;
using Linnet.Http;
using Linnet.Http.RateLimits;

namespace Linnet.Accounts.Passwords;

/// <summary>Identifies the caller to the hashing queue, which determines its queue and how many places it may take.</summary>
/// <param name="AccountId">The account of the request's token; null without a token.</param>
/// <param name="Address">The client's address; null for a socket file, whose clients count as one.</param>
/// <param name="IsCounted">Whether places are limited: false for commands and where rate limits are off.</param>
/// <param name="IsKnown">Whether the caller has a token or logged in from this address before. Known callers go first.</param>
internal readonly record struct HashingTurn(long? AccountId, IPAddress? Address, bool IsCounted, bool IsKnown)
{
    /// <summary>For commands.</summary>
    public static HashingTurn Uncounted => default;

    /// <param name="http">The request with the password.</param>
    /// <param name="isKnown">Whether this account has logged in from this address before.</param>
    public static HashingTurn Of(HttpContext http, bool isKnown = false)
    {
        var accountId = Caller.TryGet(http, out var caller) ? caller.Value.AccountId : (long?)null;
        return new(
            accountId,
            http.Connection.RemoteIpAddress,
            http.RequestServices.GetRequiredService<RateLimiter>().Enabled,
            isKnown || accountId is not null);
    }

    /// <summary>The places it takes: each holder, and how many places that holder may have.</summary>
    /// <param name="perAddress">How many places an address may have.</param>
    public List<(Holder Holder, int Places)> Places(int perAddress)
    {
        var places = new List<(Holder, int)>(4);
        if (!IsCounted)
            return places;
        if (AccountId is { } id)
            places.Add((new(HolderKind.Account, (ulong)id), 1));
        foreach (var (network, times) in ClientNetwork.Of(Address))
            places.Add((new(HolderKind.Network, network), perAddress * times));
        return places;
    }

    internal enum HolderKind : byte
    {
        Account,
        Network,
    }

    internal readonly record struct Holder(HolderKind Kind, UInt128 Who);
}
