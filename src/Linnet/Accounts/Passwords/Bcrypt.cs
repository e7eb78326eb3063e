using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Linnet.Common;

namespace Linnet.Accounts.Passwords;

/// <summary>bcrypt as the operating system's libcrypt computes it (libxcrypt, or musl's libc).</summary>
/// <remarks>Calls take as long as the cost says and block their thread: only <see cref="HashingPool"/> makes them.</remarks>
internal sealed unsafe class Bcrypt
{
    // struct crypt_data is 32 KiB in libxcrypt and 128 KiB in glibc's old libcrypt, which knows no bcrypt but would
    // still write there before it says so.
    private const int WorkspaceBytes = 256 * 1024;

    // libxcrypt under both its names, then musl, whose libc answers to this one (glibc's does not).
    private static readonly string[] Libraries = ["libcrypt.so.2", "libcrypt.so.1", "libc.so"];

    private readonly delegate* unmanaged<byte*, byte*, byte*, byte*> _cryptR;

    private Bcrypt(nint cryptR) => _cryptR = (delegate* unmanaged<byte*, byte*, byte*, byte*>)cryptR;

    /// <summary>Finds the first library that computes bcrypt rightly.</summary>
    /// <exception cref="StartException">There is none.</exception>
    public static Bcrypt Load() => Load(Libraries);

    internal static Bcrypt Load(IEnumerable<string> libraries)
    {
        foreach (var name in libraries)
        {
            if (NativeLibrary.TryLoad(name, out var library)
                && NativeLibrary.TryGetExport(library, "crypt_r", out var cryptR)
                && new Bcrypt(cryptR) is var bcrypt
                && bcrypt.KnowsTheAnswers())
                return bcrypt;
        }
        throw new StartException(
            ExitCode.Failed,
            "No library that computes bcrypt was found. Install the package libcrypt1 (Debian, Ubuntu) or libxcrypt (Fedora, RHEL, Arch).");
    }

    /// <summary>Whether a password is the one a hash was made of.</summary>
    /// <param name="password">Must satisfy <see cref="PasswordRule.CanBeHashed"/>.</param>
    public bool Verify(string password, BcryptHash hash) =>
        // The checksums alone: some programs leave stray bits in the last character of the salt, which crypt clears.
        CryptographicOperations.FixedTimeEquals(
            MemoryMarshal.AsBytes(ComputeChecksum(password, hash).AsSpan()),
            MemoryMarshal.AsBytes(hash.Checksum));

    /// <summary>A new hash, with a salt of its own.</summary>
    /// <param name="password">Must satisfy <see cref="PasswordRule.CanBeHashed"/>.</param>
    /// <param name="cost"><see cref="BcryptHash.MinCost"/> to <see cref="BcryptHash.MaxCost"/>.</param>
    public BcryptHash Hash(string password, int cost)
    {
        var setting = BcryptHash.NewSetting(cost);
        return setting.WithChecksum(ComputeChecksum(password, setting));
    }

    private string ComputeChecksum(string password, BcryptHash hash)
    {
        // crypt would stop at a NUL and cut at 72 bytes without a word; then "secret\0x" would open what "secret" opens.
        if (!PasswordRule.CanBeHashed(password))
            throw new ArgumentException("bcrypt cannot tell this password from others", nameof(password));
        Span<byte> key = stackalloc byte[PasswordRule.MaxBytes + 1];
        key[Encoding.UTF8.GetBytes(password, key)] = 0;
        var setting = Encoding.ASCII.GetBytes($"{hash.Setting}\0");
        var workspace = (byte*)NativeMemory.AllocZeroed(WorkspaceBytes);
        try
        {
            fixed (byte* keyStart = key, settingStart = setting)
            {
                var output = Marshal.PtrToStringUTF8((nint)_cryptR(keyStart, settingStart, workspace));
                // Failure is NULL in one library, "*0" or "*1" in others.
                return BcryptHash.TryParse(output, out var computed)
                    ? computed.Checksum.ToString()
                    : throw new CryptographicException("libcrypt did not compute a bcrypt hash");
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            NativeMemory.Free(workspace);
        }
    }

    // Known answers of other programs: crypt_blowfish, and passlib for bytes above 0x7F, where the bug that $2x$ is
    // named after would show.
    private bool KnowsTheAnswers()
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

    private bool Knows(string password, string answer) =>
        BcryptHash.TryParse(answer, out var hash) && Verify(password, hash);
}
