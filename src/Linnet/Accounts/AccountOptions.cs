using System.ComponentModel.DataAnnotations;

namespace Linnet.Accounts;

/// <summary>What an account's owner must prove to change it. Section <c>Accounts</c>.</summary>
internal sealed class AccountOptions
{
    /// <summary>
    /// For so many minutes after a session proved its password, it may change the password or the address, or delete the
    /// account, without <c>current_password</c>, which clients of the contract never send. 0: it is always asked for.
    /// </summary>
    [Range(0, 24 * 60)]
    public int PasswordGraceMinutes { get; set; } = 10;
}
