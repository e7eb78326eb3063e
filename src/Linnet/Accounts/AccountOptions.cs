using System.ComponentModel.DataAnnotations;

namespace Linnet.Accounts;

/// <summary>Rules for changes to one's own account. Section <c>Accounts</c>.</summary>
internal sealed class AccountOptions
{
    /// <summary>
    /// How many minutes after proving its password a session may change the password or the address, or delete the account,
    /// without <c>current_password</c>, which clients of the contract never send. With 0 it is always required.
    /// </summary>
    [Range(0, 24 * 60)]
    public int PasswordGraceMinutes { get; set; } = 10;
}
