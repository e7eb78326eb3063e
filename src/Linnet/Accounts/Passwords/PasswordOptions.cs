using System.ComponentModel.DataAnnotations;

namespace Linnet.Accounts.Passwords;

/// <summary>How passwords are hashed. Section <c>Passwords</c>.</summary>
internal sealed class PasswordOptions
{
    /// <summary>bcrypt's cost. One step doubles the time of a log-in and of an attacker's guess. Values below 10 log a warning at start.</summary>
    [Range(BcryptHash.MinCost, BcryptHash.MaxCost)]
    public int BcryptCost { get; set; } = 12;

    /// <summary>The number of hashing threads; 0 for one per processor.</summary>
    [Range(0, 256)]
    public int HashingThreads { get; set; }

    /// <summary>
    /// How many log-ins may wait for a hashing thread; further ones are rejected with 503. At cost 12 a thread handles about
    /// four a second.
    /// </summary>
    [Range(1, 100_000)]
    public int QueueLength { get; set; } = 128;

    /// <summary>
    /// How many passwords from one address may wait or be hashed at a time; further ones are rejected with 503. Unlimited where
    /// rate limits are off.
    /// </summary>
    [Range(1, 100_000)]
    public int PlacesPerAddress { get; set; } = 8;

    /// <summary>The library that computes bcrypt: the system's libcrypt, BCrypt.Net-Next, or the first available of the two.</summary>
    public PasswordLibrary Library { get; set; } = PasswordLibrary.Auto;

    /// <summary>A file of additional forbidden passwords, one per line; read at start.</summary>
    public string RefusedFile { get; set; } = "";
}
