using Microsoft.IdentityModel.Tokens;

namespace Linnet.Accounts.Tokens;

/// <summary>The one key that signs and verifies access tokens.</summary>
internal sealed class SigningKey(byte[] key)
{
    public SymmetricSecurityKey Key { get; } = new(key);
}
