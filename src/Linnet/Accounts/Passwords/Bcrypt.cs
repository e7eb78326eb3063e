using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Linnet.Common;

namespace Linnet.Accounts.Passwords;

/// <summary>bcrypt, computed by one of several libraries.</summary>
/// <remarks>Calls take as long as the cost says and block their thread: only <see cref="HashingPool"/> makes them.</remarks>
internal abstract class Bcrypt
{
    /// <summary>What computes it, for the log.</summary>
    public abstract string Library { get; }

    /// <summary>Finds a library that computes bcrypt correctly: the system's, which is faster, or the bundled one.</summary>
    /// <param name="choice">Which of them may be taken.</param>
    /// <exception cref="OperatorException">That one is not there, or gets known answers wrong.</exception>
    public static Bcrypt Load(PasswordLibrary choice = PasswordLibrary.Auto) => choice switch
    {
        PasswordLibrary.System => SystemBcrypt.Find() ?? throw new OperatorException(
            ExitCode.Failed,
            "No library of the system computes bcrypt. Install the package libcrypt1 (Debian, Ubuntu) or libxcrypt (Fedora, RHEL, Arch), "
            + "or set Passwords:Library to Auto."),
        PasswordLibrary.Managed => LoadManaged(),
        _ => (Bcrypt?)SystemBcrypt.Find() ?? LoadManaged(),
    };

    /// <summary>Whether a password is the one a hash was made of.</summary>
    /// <param name="password">Must satisfy <see cref="PasswordRule.CanBeHashed"/>.</param>
    public bool Verify(string password, BcryptHash hash) =>
        // The checksums alone: some programs leave stray bits in the last character of the salt, which libraries clear.
        CryptographicOperations.FixedTimeEquals(
            MemoryMarshal.AsBytes(ComputeChecksum(password, hash).AsSpan()),
            MemoryMarshal.AsBytes(hash.Checksum));

    /// <summary>A new hash with a new salt.</summary>
    /// <param name="password">Must satisfy <see cref="PasswordRule.CanBeHashed"/>.</param>
    /// <param name="cost"><see cref="BcryptHash.MinCost"/> to <see cref="BcryptHash.MaxCost"/>.</param>
    public BcryptHash Hash(string password, int cost)
    {
        var setting = BcryptHash.NewSetting(cost);
        return setting.WithChecksum(ComputeChecksum(password, setting));
    }

    /// <summary>Whether it gets answers of other programs right.</summary>
    // crypt_blowfish's, and passlib's for bytes above 0x7F, where the bug that $2x$ is named after would show.
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

    /// <param name="password">One that bcrypt can tell from every other.</param>
    /// <param name="setting">Version, cost and salt.</param>
    /// <returns>Setting and checksum, or the library's error text.</returns>
    protected abstract string? Compute(string password, string setting);

    private static ManagedBcrypt LoadManaged() =>
        new ManagedBcrypt() is var managed && managed.KnowsTheAnswers()
            ? managed
            : throw new OperatorException(ExitCode.Failed, "The bcrypt that comes with Linnet computes known answers wrongly on this machine.");

    private string ComputeChecksum(string password, BcryptHash hash)
    {
        // Libraries stop at a NUL or cut at 72 bytes without a word; then "secret\0x" would open what "secret" opens.
        if (!PasswordRule.CanBeHashed(password))
            throw new ArgumentException("bcrypt cannot tell this password from others", nameof(password));
        return BcryptHash.TryParse(Compute(password, hash.Setting), out var computed)
            ? computed.Checksum.ToString()
            : throw new CryptographicException($"{Library} did not compute a bcrypt hash");
    }

    private bool Knows(string password, string answer) =>
        BcryptHash.TryParse(answer, out var hash) && Verify(password, hash);
}

/// <summary>Which bcrypt may be used.</summary>
internal enum PasswordLibrary
{
    /// <summary>The system's where it is found and right, else the managed one.</summary>
    Auto,

    /// <summary>The system's libcrypt, or no start.</summary>
    System,

    /// <summary>BCrypt.Net-Next, which runs everywhere.</summary>
    Managed,
}
