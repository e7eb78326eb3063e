using System.Net;
using Linnet.Http;
using Linnet.Http.RateLimits;

namespace Linnet.Accounts.Passwords;

/// <summary>For whom a password is hashed: what decides how many places in the queue they have, and in which line.</summary>
/// <param name="AccountId">Whose token came with the request; null without one.</param>
/// <param name="Address">From where; null for a socket file, whose users count as one.</param>
/// <param name="IsCounted">Whether places are counted; not for commands, and not where there are no limits.</param>
/// <param name="IsKnown">Whether they are who they say for all one knows: those go first.</param>
internal readonly record struct HashingTurn(long? AccountId, IPAddress? Address, bool IsCounted, bool IsKnown)
{
    /// <summary>A command's.</summary>
    public static HashingTurn Uncounted => default;

    /// <param name="http">The request that brought the password.</param>
    /// <param name="isKnown">Whether this account logged in from there before.</param>
    public static HashingTurn Of(HttpContext http, bool isKnown = false)
    {
        var accountId = Caller.TryGet(http, out var caller) ? caller.Value.AccountId : (long?)null;
        return new(
            accountId,
            http.Connection.RemoteIpAddress,
            http.RequestServices.GetRequiredService<RateLimiter>().Enabled,
            isKnown || accountId is not null);
    }

    /// <summary>The places it takes: of whom, and how many of those there are.</summary>
    /// <param name="perAddress">How many an address has.</param>
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
