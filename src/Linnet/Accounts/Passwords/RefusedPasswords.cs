using System.Collections.Frozen;
using Linnet.Common;
using Microsoft.Extensions.Options;

namespace Linnet.Accounts.Passwords;

/// <summary>Passwords that attackers guess first: the most common ones, and public facts about the account.</summary>
internal sealed class RefusedPasswords(IOptions<PasswordOptions> options)
{
    // The hundred most common ones and a few more, of at least eight characters, from published lists of leaked passwords.
    private const string Commonest = """
        password 12345678 123456789 1234567890 12345678910 123123123 11111111 111111111 1111111111 00000000 000000000 0000000000
        87654321 987654321 9876543210 0123456789 01234567 88888888 99999999 66666666 12341234 11223344 1122334455 112233445566
        123454321 123321123 147258369 159357456 741852963 789456123 password1 password12 password123 password1234 password! p@ssword
        p@ssw0rd passw0rd pass1234 pass12345 passwort password01 qwertyuiop qwerty12 qwerty123 qwerty1234 qwerty12345 qwerty123456
        qwertyui 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4 q1w2e3r4t5 1qaz2wsx 1qaz2wsx3edc qazwsxedc zaq12wsx zaq1zaq1 qweasdzxc
        asdfghjkl asdfghjk asdf1234 asdfasdf zxcvbnm1 zxcvbnm123 abcd1234 abc12345 abcdefgh abcdefghi a1b2c3d4 aa123456 aa12345678 a12345678
        a123456789 iloveyou iloveyou1 iloveyou2 loveyou1 princess princess1 sunshine sunshine1 football football1 baseball baseball1
        superman batman123 starwars computer internet michelle jennifer jonathan trustno1 whatever welcome1 welcome123 charlie1
        samantha victoria alexander changeme letmein1 letmein123 admin123 administrator dragon123 monkey123 master123 shadow123
        """;

    private static readonly char[] Separators = [' ', '\r', '\n'];

    private readonly FrozenSet<string> _refused = Read(options.Value.RefusedFile);

    /// <summary>The number of forbidden passwords. Created early, so that a missing file stops the start.</summary>
    public int Count => _refused.Count;

    /// <param name="password">The new password.</param>
    /// <param name="known">The account's names and addresses; null for absent ones.</param>
    /// <returns>An error message for the user; null when the password is allowed.</returns>
    public string? ErrorIn(string password, params ReadOnlySpan<string?> known)
    {
        if (_refused.Contains(password))
            return "This password is among those that are guessed first";
        foreach (var text in known)
        {
            if (text is not null && IsMadeOf(password, text))
                return "The password should not be your own name or address";
        }
        return null;
    }

    private static bool IsMadeOf(string password, string known)
    {
        const StringComparison AnyCase = StringComparison.OrdinalIgnoreCase;
        return password.Equals(known, AnyCase)
            || (known.IndexOf('@') is > 0 and var at && password.AsSpan().Equals(known.AsSpan(0, at), AnyCase))
            || (known.Contains(' ') && password.Equals(known.Replace(" ", ""), AnyCase));
    }

    private static FrozenSet<string> Read(string file)
    {
        IEnumerable<string> all = Commonest.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        try
        {
            if (file.Length > 0)
                all = all.Concat(File.ReadLines(file).Select(line => line.Trim()).Where(line => line.Length > 0));
            return all.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new OperatorException(ExitCode.Usage, $"Passwords:RefusedFile cannot be read: {error.Message}", error);
        }
    }
}
