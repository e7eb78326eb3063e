using System.Security.Cryptography;
using Linnet.Accounts;

namespace Linnet.Commands.Users;

/// <summary>The password that a command gives an account: the first line of standard input, or one made here and shown once.</summary>
internal static class OneTimePassword
{
    // No letter that is read as another: no l, i, o, 0, 1.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Groups = 4;
    private const int GroupLength = 4;

    /// <summary>79 bits, in four groups of four.</summary>
    public static string Make() =>
        string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, GroupLength)));

    /// <exception cref="Common.OperatorException">The line is no password that an account may have.</exception>
    public static async Task<string> ReadAsync(TextReader input, CancellationToken cancellation) =>
        TypedInput.Read<AccountUpdate>(("password", await input.ReadLineAsync(cancellation) ?? "")).Password!;
}
