using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using Linnet.Common;

namespace Linnet.Accounts.Tokens;

/// <summary>
/// The key of an installation that configures none: random, created at the first start, in a file that only its owner can
/// read. There is no built-in key, because anybody who knew it could forge tokens.
/// </summary>
internal static partial class SigningKeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // The group may read it: containers receive secrets that way.
    private const UnixFileMode NotTheOwner = UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <exception cref="OperatorException">The file cannot be created or read, or does not hold a key.</exception>
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
            throw new OperatorException(ExitCode.Database, $"The signing key {path} cannot be read or created: {error.Message} {FileOwner.Explain(path)}".TrimEnd(), error);
        }
    }

    // A copy or a restored backup may have lost the file's original mode.
    private static void RefuseShared(string path)
    {
        if (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & NotTheOwner) is UnixFileMode.None)
            return;
        throw new OperatorException(
            ExitCode.Database,
            $"Other users can read or change the signing key {path}, and could forge tokens. Run chmod 600 {path}. If somebody may have read it, delete it; the next start creates a new one.");
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
            // Creates the complete file or none, and when two processes start together the first link wins. File.Move checks and then
            // renames, so it could replace the other's key in between. It is used only on Windows and on file systems without hard
            // links.
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
            $"{path} does not hold a signing key. Restore it, or delete it to create a new key, which logs everybody out.");
    }

    private static FileStreamOptions NewPrivateFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }
}
