namespace Linnet.Accounts.Tokens;

/// <summary>The one key that signs and verifies access tokens.</summary>
internal sealed class SigningKey(byte[] bytes)
{
    public byte[] Bytes => bytes;
}
