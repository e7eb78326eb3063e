using System.Text;
using ADRaffy.ENSNormalize;

namespace Linnet.Accounts.Passwords;

/// <summary>Normalizes passwords to Unicode's NFC, because keyboards differ in how they enter accents.</summary>
internal static class ComposedText
{
    /// <returns>
    /// The composed form; the unchanged text if bcrypt could not read either form in full, or if the text is longer than a password.
    /// </returns>
    public static string Of(string password)
    {
        // ASCII never changes and most passwords are ASCII. The tables are loaded for the first password that is not.
        if (Ascii.IsValid(password) || !PasswordRule.CanBeHashed(password))
            return password;
        var composed = Compose(password);
        return PasswordRule.CanBeHashed(composed) ? composed : password;
    }

    // string.Normalize does nothing in a program without ICU (InvariantGlobalization).
    private static string Compose(string text) => ENSNormalize.NF.NFC(text);
}
