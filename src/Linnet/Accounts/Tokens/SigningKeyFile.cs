using System.Buffers.Text;
using System.Security.Cryptography;
using Linnet.Common;

namespace Linnet.Accounts.Tokens;

/// <summary>
/// The key of an installation that configured none: random, made on first start, in a file that only its owner can read.
/// There is no built-in key: whoever knew it could be anybody.
/// </summary>
internal static class SigningKeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="StartException">The file cannot be made or read, or does not hold a key.</exception>
    public static byte[] ReadOrCreate(string path)
    {
        try
        {
            if (!File.Exists(path))
                Create(path);
            return Parse(path, File.ReadAllText(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartException(ExitCode.Failed, $"The signing key {path} cannot be read or made: {error.Message}", error);
        }
    }

    private static void Create(string path)
    {
        var draft = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            using (var file = new FileStream(draft, NewPrivateFile()))
            {
                file.Write(Base64Url.EncodeToUtf8(RandomNumberGenerator.GetBytes(TokenOptions.MinSigningKeyBytes)));
                file.Flush(flushToDisk: true);
            }
            // The file appears whole under its name, or not at all, and never replaces another's.
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process that starts at the same moment was quicker; its key is the key of both.
            File.Delete(draft);
        }
    }

    private static byte[] Parse(string path, string text)
    {
        var encoded = text.AsSpan().Trim();
        if (Base64Url.IsValid(encoded, out var length) && length >= TokenOptions.MinSigningKeyBytes)
            return Base64Url.DecodeFromChars(encoded);
        throw new StartException(
            ExitCode.Failed,
            $"{path} does not hold a signing key. Restore it, or delete it for a new one, which logs everybody out.");
    }

    private static FileStreamOptions NewPrivateFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }
}
