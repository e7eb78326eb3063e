using System.Security.Cryptography;
using Linnet.Accounts;

namespace Linnet.Commands.Users;

/// <summary>The password that a command sets: the first line of standard input, or a generated one that is shown once.</summary>
internal static class OneTimePassword
{
    // Without characters that are easily confused: no l, i, o, 0, 1.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Groups = 4;
    private const int GroupLength = 4;

    /// <summary>79 bits, in four groups of four.</summary>
    public static string Make() =>
        string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, GroupLength)));

    /// <exception cref="Common.OperatorException">The line is not a valid password.</exception>
    public static async Task<string> ReadAsync(TextReader input, CancellationToken cancellation) =>
        TypedInput.Read<AccountUpdate>(("password", await input.ReadLineAsync(cancellation) ?? "")).Password!;
}
