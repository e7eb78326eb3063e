using System.ComponentModel.DataAnnotations;

namespace Linnet.Accounts.Passwords;

/// <summary>How passwords are hashed. Section <c>Passwords</c>.</summary>
internal sealed class PasswordOptions
{
    /// <summary>bcrypt's cost; one more doubles the time of a log-in, and of an attacker's guess. Below 10 warns at start.</summary>
    [Range(BcryptHash.MinCost, BcryptHash.MaxCost)]
    public int BcryptCost { get; set; } = 12;

    /// <summary>How many threads hash; 0 for one a processor.</summary>
    [Range(0, 256)]
    public int HashingThreads { get; set; }

    /// <summary>
    /// How many log-ins may wait for a hashing thread before further ones are refused with 503. At cost 12 a thread takes
    /// some four a second.
    /// </summary>
    [Range(1, 100_000)]
    public int QueueLength { get; set; } = 128;

    /// <summary>
    /// How many of one address may wait or be hashed at a time; further ones are refused with 503. Where rate limits are off, as
    /// many as there are.
    /// </summary>
    [Range(1, 100_000)]
    public int PlacesPerAddress { get; set; } = 8;

    /// <summary>What computes bcrypt: the system's libcrypt, BCrypt.Net-Next, or the first of them that is there.</summary>
    public PasswordLibrary Library { get; set; } = PasswordLibrary.Auto;

    /// <summary>A file of further forbidden passwords, one a line; read at start.</summary>
    public string RefusedFile { get; set; } = "";
}
