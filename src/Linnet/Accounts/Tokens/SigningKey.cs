using System.Text;
using Linnet.Storage;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Linnet.Accounts.Tokens;

/// <summary>The one key that signs and verifies access tokens.</summary>
internal sealed class SigningKey(byte[] key)
{
    public SymmetricSecurityKey Key { get; } = new(key);

    /// <summary>The configured key, or else the one in the file beside the database.</summary>
    /// <exception cref="Common.StartException">That file cannot be used.</exception>
    public static SigningKey Load(IOptions<TokenOptions> options, DatabaseUrl database) =>
        new(options.Value.SigningKey is { Length: > 0 } configured
            ? Encoding.UTF8.GetBytes(configured)
            : SigningKeyFile.ReadOrCreate($"{database.Target}.key"));
}
