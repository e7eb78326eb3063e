using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Linnet.Accounts.Passwords;

/// <summary>bcrypt from the operating system's libcrypt (libxcrypt, or musl's libc).</summary>
internal sealed unsafe class SystemBcrypt : Bcrypt
{
    // struct crypt_data is 32 KiB in libxcrypt and 128 KiB in glibc's old libcrypt, which lacks bcrypt but still writes
    // there before it fails.
    private const int WorkspaceBytes = 256 * 1024;

    // libxcrypt under both of its names, then musl, whose libc has this name (glibc's does not). No other system has them.
    private static readonly string[] Libraries = ["libcrypt.so.2", "libcrypt.so.1", "libc.so"];

    private readonly delegate* unmanaged<byte*, byte*, byte*, byte*> _cryptR;

    private SystemBcrypt(string library, nint cryptR)
    {
        Library = library;
        _cryptR = (delegate* unmanaged<byte*, byte*, byte*, byte*>)cryptR;
    }

    public override string Library { get; }

    /// <returns>The first library that computes bcrypt correctly; null when there is none.</returns>
    public static SystemBcrypt? Find() => Find(Libraries);

    internal static SystemBcrypt? Find(IEnumerable<string> libraries)
    {
        foreach (var name in libraries)
        {
            if (NativeLibrary.TryLoad(name, out var library)
                && NativeLibrary.TryGetExport(library, "crypt_r", out var cryptR)
                && new SystemBcrypt(name, cryptR) is var bcrypt
                && bcrypt.KnowsTheAnswers())
                return bcrypt;
        }
        return null;
    }

    protected override string? Compute(string password, string setting)
    {
        Span<byte> key = stackalloc byte[PasswordRule.MaxBytes + 1];
        key[Encoding.UTF8.GetBytes(password, key)] = 0;
        var settingBytes = Encoding.ASCII.GetBytes($"{setting}\0");
        var workspace = (byte*)NativeMemory.AllocZeroed(WorkspaceBytes);
        try
        {
            fixed (byte* keyStart = key, settingStart = settingBytes)
                // Failure is NULL in one library, "*0" or "*1" in others.
                return Marshal.PtrToStringUTF8((nint)_cryptR(keyStart, settingStart, workspace));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            NativeMemory.Free(workspace);
        }
    }
}
