using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Linnet.Common;

/// <summary>Whose a file is. Known on Linux alone; elsewhere nothing is done and nothing said.</summary>
internal static partial class FileOwner
{
    private const int WorkingDirectory = -100; // AT_FDCWD
    private const uint UserAndGroup = 0x8 | 0x10; // STATX_UID, STATX_GID
    private const uint Root = 0;

    /// <summary>
    /// Gives a file that root just made to the owner of its folder: a database that a command made as root can be served by the
    /// service's user.
    /// </summary>
    public static void KeepFolders(string path)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return;
        // Where it is refused (a file system without owners), the file stays root's, as it was made.
        if (TryRead(Path.GetDirectoryName(Path.GetFullPath(path))!, out var folder) && folder.User != Root)
            _ = ChangeOwner(path, folder.User, folder.Group);
    }

    /// <returns>A sentence that says whose a file is and what to do, if it is not this process's user's; otherwise null.</returns>
    public static string? Explain(string path)
    {
        if (!OperatingSystem.IsLinux() || !TryRead(path, out var file) || file.User == EffectiveUser())
            return null;
        return $"It belongs to {NameOf(file.User)}, and this process runs as {NameOf(EffectiveUser())}: chown {NameOf(EffectiveUser())} {path}*";
    }

    [SupportedOSPlatform("linux")]
    private static bool TryRead(string path, out Status status) => ReadStatus(WorkingDirectory, path, 0, UserAndGroup, out status) is 0;

    // The number where there is no name, as in a container.
    private static string NameOf(uint user)
    {
        const string Names = "/etc/passwd";
        var id = user.ToString(CultureInfo.InvariantCulture);
        return File.Exists(Names) && File.ReadLines(Names).Select(line => line.Split(':')).FirstOrDefault(parts => parts.Length > 2 && parts[2] == id) is [var name, ..]
            ? name
            : id;
    }

    [SupportedOSPlatform("linux")]
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ReadStatus(int folder, string path, int flags, uint mask, out Status status);

    [SupportedOSPlatform("linux")]
    [LibraryImport("libc", EntryPoint = "lchown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint user, uint group);

    [SupportedOSPlatform("linux")]
    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    // struct statx of statx(2), the same on every processor: 256 bytes.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct Status
    {
        [FieldOffset(20)]
        public readonly uint User;

        [FieldOffset(24)]
        public readonly uint Group;
    }
}
