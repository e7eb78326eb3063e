using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Linnet.Common;

namespace Linnet.Accounts.Passwords;

/// <summary>bcrypt, independent of the library that computes it.</summary>
/// <remarks>Calls block their thread for as long as the cost demands, so only <see cref="HashingPool"/> makes them.</remarks>
internal abstract class Bcrypt
{
    /// <summary>The name of the library, for the log.</summary>
    public abstract string Library { get; }

    /// <summary>Finds a library that computes bcrypt correctly: the system's, which is faster, or else the bundled one.</summary>
    /// <param name="choice">Which library may be used.</param>
    /// <exception cref="OperatorException">The library is missing, or fails the known-answer test.</exception>
    public static Bcrypt Load(PasswordLibrary choice = PasswordLibrary.Auto) => choice switch
    {
        PasswordLibrary.System => SystemBcrypt.Find() ?? throw new OperatorException(
            ExitCode.Failed,
            "The system has no library that computes bcrypt. Install the package libcrypt1 (Debian, Ubuntu) or libxcrypt (Fedora, RHEL, Arch), "
            + "or set Passwords:Library to Auto."),
        PasswordLibrary.Managed => LoadManaged(),
        _ => (Bcrypt?)SystemBcrypt.Find() ?? LoadManaged(),
    };

    /// <summary>Whether the hash is that of the password.</summary>
    /// <param name="password">Must satisfy <see cref="PasswordRule.CanBeHashed"/>.</param>
    public bool Verify(string password, BcryptHash hash) =>
        // Compares checksums only: some programs leave stray bits in the last character of the salt, which libraries clear.
        CryptographicOperations.FixedTimeEquals(
            MemoryMarshal.AsBytes(ComputeChecksum(password, hash).AsSpan()),
            MemoryMarshal.AsBytes(hash.Checksum));

    /// <summary>A new hash, with a new salt.</summary>
    /// <param name="password">Must satisfy <see cref="PasswordRule.CanBeHashed"/>.</param>
    /// <param name="cost"><see cref="BcryptHash.MinCost"/> to <see cref="BcryptHash.MaxCost"/>.</param>
    public BcryptHash Hash(string password, int cost)
    {
        var setting = BcryptHash.NewSetting(cost);
        return setting.WithChecksum(ComputeChecksum(password, setting));
    }

    /// <summary>Whether the library reproduces hashes of other programs.</summary>
    // Known answers of crypt_blowfish, and of passlib for bytes above 0x7F, which expose the bug that $2x$ is named after.
    public bool KnowsTheAnswers()
    {
        try
        {
            return Knows("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")
                && Knows("táБℓə", "$2b$05$Z17AXnnlpzddNUvnC6cZNOSwMA/8oNiKnHTHTwLlBijfucQQlHjaG");
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <param name="password">Must satisfy <see cref="PasswordRule.CanBeHashed"/>.</param>
    /// <param name="setting">Version, cost and salt.</param>
    /// <returns>Setting and checksum; on failure, any value that is not a hash.</returns>
    protected abstract string? Compute(string password, string setting);

    private static ManagedBcrypt LoadManaged() =>
        new ManagedBcrypt() is var managed && managed.KnowsTheAnswers()
            ? managed
            : throw new OperatorException(ExitCode.Failed, "The bundled bcrypt library fails its self-test on this machine.");

    private string ComputeChecksum(string password, BcryptHash hash)
    {
        // Libraries silently stop at a NUL or truncate at 72 bytes. Without this check "secret\0x" would match the hash of "secret".
        if (!PasswordRule.CanBeHashed(password))
            throw new ArgumentException("bcrypt cannot hash this password without loss", nameof(password));
        return BcryptHash.TryParse(Compute(password, hash.Setting), out var computed)
            ? computed.Checksum.ToString()
            : throw new CryptographicException($"{Library} did not compute a bcrypt hash");
    }

    private bool Knows(string password, string answer) =>
        BcryptHash.TryParse(answer, out var hash) && Verify(password, hash);
}

/// <summary>Which bcrypt library may be used.</summary>
internal enum PasswordLibrary
{
    /// <summary>The system's library if it is present and correct, else the managed one.</summary>
    Auto,

    /// <summary>The system's libcrypt only; the server does not start without it.</summary>
    System,

    /// <summary>BCrypt.Net-Next, which runs everywhere.</summary>
    Managed,
}
