using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using Linnet.Common;

namespace Linnet.Accounts.Tokens;

/// <summary>
/// The key of an installation that configured none: random, made on first start, in a file that only its owner can read.
/// There is no built-in key: anyone who knew it could act as any account.
/// </summary>
internal static partial class SigningKeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // A group may read it: that is how a container is given a secret.
    private const UnixFileMode NotTheOwner = UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <exception cref="OperatorException">The file cannot be made or read, or does not hold a key.</exception>
    public static byte[] ReadOrCreate(string path)
    {
        try
        {
            if (!File.Exists(path))
                Create(path);
            RefuseShared(path);
            return Parse(path, File.ReadAllText(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OperatorException(ExitCode.Database, $"The signing key {path} cannot be read or made: {error.Message} {FileOwner.Explain(path)}".TrimEnd(), error);
        }
    }

    // A copy or a restored backup may have lost the mode that the file was made with.
    private static void RefuseShared(string path)
    {
        if (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & NotTheOwner) is UnixFileMode.None)
            return;
        throw new OperatorException(
            ExitCode.Database,
            $"Other users can read or change the signing key {path}, and so forge tokens. Run chmod 600 {path}; if somebody may have read it, delete it for a new one.");
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
            FileOwner.KeepFolders(draft);
            // The file appears whole under its name or not at all, and when two processes start together the first link
            // stands. File.Move looks and then renames: in between, another's key would be replaced. It is left for
            // Windows, and for file systems without hard links.
            if (!TryLink(draft, path) && !File.Exists(path))
                File.Move(draft, path, overwrite: false);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static bool TryLink(string existing, string added) => !OperatingSystem.IsWindows() && Link(existing, added) is 0;

    [UnsupportedOSPlatform("windows")]
    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string added);

    private static byte[] Parse(string path, string text)
    {
        var encoded = text.AsSpan().Trim();
        if (Base64Url.IsValid(encoded, out var length) && length >= TokenOptions.MinSigningKeyBytes)
            return Base64Url.DecodeFromChars(encoded);
        throw new OperatorException(
            ExitCode.Database,
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
