using System.Security.Cryptography;
using BCrypt.Net;
using BCryptNet = BCrypt.Net.BCrypt;

namespace Linnet.Accounts.Passwords;

/// <summary>bcrypt from BCrypt.Net-Next, for systems whose libraries do not have it.</summary>
internal sealed class ManagedBcrypt : Bcrypt
{
    public override string Library => "BCrypt.Net-Next";

    protected override string? Compute(string password, string setting)
    {
        try
        {
            return BCryptNet.HashPassword(password, setting);
        }
        catch (Exception error) when (error is SaltParseException or ArgumentException)
        {
            throw new CryptographicException("BCrypt.Net-Next did not compute a bcrypt hash", error);
        }
    }
}
