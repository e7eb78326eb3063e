using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Linnet.Http.RateLimits;

/// <summary>The networks of an address that one client may control entirely.</summary>
internal static class ClientNetwork
{
    /// <summary>How many times the limit of a /64 all that come from its /56 have together; providers give out both.</summary>
    public const int TimesOf56 = 4;

    /// <summary>How many times the limit of a /64 all that come from its /48 have together.</summary>
    public const int TimesOf48 = 16;

    private const byte Socket = 0;
    private const byte Version4 = 4;

    /// <returns>The narrowest first; each with how many times the limit of one address it has.</returns>
    public static (UInt128 Network, int Times)[] Of(IPAddress? address)
    {
        if (address is null)
            return [(Key(Socket, 0), 1)];
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        if (address.AddressFamily is AddressFamily.InterNetwork || address.IsIPv4MappedToIPv6)
            return [(Key(Version4, BinaryPrimitives.ReadUInt32BigEndian(bytes[(length - 4)..length])), 1)];
        var prefix = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        return [(Key(64, prefix), 1), (Key(56, prefix >> 8), TimesOf56), (Key(48, prefix >> 16), TimesOf48)];
    }

    private static UInt128 Key(byte kind, ulong prefix) => new(kind, prefix);
}
