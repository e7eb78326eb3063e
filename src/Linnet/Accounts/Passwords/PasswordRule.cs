using System.Text;

namespace Linnet.Accounts.Passwords;

/// <summary>The rules for passwords.</summary>
internal static class PasswordRule
{
    /// <summary>In Unicode code points.</summary>
    public const int MinLength = 8;

    /// <summary>In UTF-8. bcrypt ignores further bytes, so longer passwords are rejected, never truncated.</summary>
    public const int MaxBytes = 72;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Whether bcrypt can distinguish the password from every other: no NUL, where crypt stops; no lone surrogate, all of which
    /// encode to the same bytes; at most <see cref="MaxBytes"/>.
    /// </summary>
    public static bool CanBeHashed(string password)
    {
        // Each UTF-16 unit encodes to at least one byte, so a text of megabytes is not measured in full.
        if (password.Length > MaxBytes || password.Contains('\0'))
            return false;
        try
        {
            return StrictUtf8.GetByteCount(password) <= MaxBytes;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
