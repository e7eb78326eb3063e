using System.Text;
using ADRaffy.ENSNormalize;

namespace Linnet.Accounts.Passwords;

/// <summary>A password in one form, however the keyboard put its accents: Unicode's NFC.</summary>
internal static class ComposedText
{
    /// <returns>
    /// The composed form; the text itself where there is none that bcrypt could read in full, or that is longer than a password.
    /// </returns>
    public static string Of(string password)
    {
        // Nothing of ASCII is composed, and most passwords are; the tables are read for the first that is not.
        if (Ascii.IsValid(password) || !PasswordRule.CanBeHashed(password))
            return password;
        var composed = Compose(password);
        return PasswordRule.CanBeHashed(composed) ? composed : password;
    }

    // string.Normalize does nothing in a program without ICU (InvariantGlobalization).
    private static string Compose(string text) => ENSNormalize.NF.NFC(text);
}
