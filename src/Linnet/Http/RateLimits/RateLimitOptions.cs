using System.ComponentModel.DataAnnotations;

namespace Linnet.Http.RateLimits;

/// <summary>How often one may ask. Section <c>RateLimits</c>. An address of IPv6 stands for all of its /64.</summary>
internal sealed class RateLimitOptions
{
    /// <summary>Whether there are any limits.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How many accounts, addresses and log-in names are kept count of, over all limits; 32 bytes each.</summary>
    [Range(1_000, 10_000_000)]
    public int Partitions { get; set; } = 100_000;

    [Range(1, 86_400)]
    public int LoginWindowSeconds { get; set; } = 300;

    /// <summary>Attempts for one account from one address. There is none for an account alone: others could lock its owner out.</summary>
    [Range(1, 1_000_000)]
    public int LoginsPerNameAndAddress { get; set; } = 30;

    /// <summary>Attempts from one address, for any name.</summary>
    [Range(1, 1_000_000)]
    public int LoginsPerAddress { get; set; } = 300;

    /// <summary>Attempts in a day for one account from addresses from which it has not logged in before. Then it is <see cref="SlowedLoginsPerName"/>.</summary>
    [Range(1, 1_000_000)]
    public int StrangeLoginsPerName { get; set; } = 100;

    /// <summary>Tries in an hour that are left to such addresses after that.</summary>
    [Range(1, 1_000_000)]
    public int SlowedLoginsPerName { get; set; } = 10;

    /// <summary>Tries in an hour to change the password of an account: each costs hashes.</summary>
    [Range(1, 1_000_000)]
    public int PasswordChangesPerAccount { get; set; } = 10;

    [Range(1, 86_400)]
    public int RegisterWindowSeconds { get; set; } = 3600;

    [Range(1, 1_000_000)]
    public int RegistrationsPerAddress { get; set; } = 60;

    [Range(1, 86_400)]
    public int AddressChangeWindowSeconds { get; set; } = 86_400;

    /// <summary>Tries to give one's account another e-mail address: the answer tells whether another account has it.</summary>
    [Range(1, 1_000_000)]
    public int AddressChangesPerAccount { get; set; } = 10;

    [Range(1, 86_400)]
    public int PostWindowSeconds { get; set; } = 60;

    [Range(1, 1_000_000)]
    public int PostsPerAccount { get; set; } = 300;

    [Range(1, 1_000_000)]
    public int PostsPerAddress { get; set; } = 3_000;

    [Range(1, 86_400)]
    public int WriteWindowSeconds { get; set; } = 60;

    /// <summary>All other writes: likes, follows, account changes.</summary>
    [Range(1, 1_000_000)]
    public int WritesPerAccount { get; set; } = 1_200;

    [Range(1, 1_000_000)]
    public int WritesPerAddress { get; set; } = 6_000;

    [Range(1, 86_400)]
    public int ReadWindowSeconds { get; set; } = 60;

    [Range(1, 1_000_000)]
    public int ReadsPerAccount { get; set; } = 6_000;

    [Range(1, 1_000_000)]
    public int ReadsPerAddress { get; set; } = 30_000;

    [Range(1, 86_400)]
    public int ImportWindowSeconds { get; set; } = 3600;

    /// <summary>Lists of up to 1,000 accounts that an account may import.</summary>
    [Range(1, 1_000_000)]
    public int ImportsPerAccount { get; set; } = 20;

    [Range(1, 1_000_000)]
    public int ImportsPerAddress { get; set; } = 100;

    [Range(1, 86_400)]
    public int OpeningWindowSeconds { get; set; } = 60;

    /// <summary>Live connections that an account may open, whether or not earlier ones are still open.</summary>
    [Range(1, 1_000_000)]
    public int OpeningsPerAccount { get; set; } = 60;

    [Range(1, 1_000_000)]
    public int OpeningsPerAddress { get; set; } = 3_000;
}
