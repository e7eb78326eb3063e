using System.Security.Cryptography;
using System.Text;

namespace Linnet.Accounts.Tokens;

/// <summary>The secret that all nodes share. It signs and verifies access tokens; keys for other purposes are derived from it.</summary>
internal sealed class SigningKey(byte[] bytes)
{
    private const int DerivedLength = 32;

    public byte[] Bytes => bytes;

    /// <summary>A separate key for each purpose (HKDF, RFC 5869), so that a signature for one purpose is invalid for another.</summary>
    public byte[] DeriveFor(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, DerivedLength, info: Encoding.ASCII.GetBytes(purpose));
}
