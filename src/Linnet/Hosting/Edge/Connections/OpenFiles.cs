using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Linnet.Hosting.Edge.Connections;

/// <summary>The limit on open files of the process, which includes connections.</summary>
internal static partial class OpenFiles
{
    // RLIMIT_NOFILE of each system's <sys/resource.h>.
    private const int OnLinux = 7;
    private const int OnMacOs = 8;

    /// <summary>Null where the system has no such limit or does not report it.</summary>
    public static long? Limit
    {
        get
        {
            if (OperatingSystem.IsLinux())
                return Read(OnLinux);
            return OperatingSystem.IsMacOS() ? Read(OnMacOs) : null;
        }
    }

    [SupportedOSPlatform("linux")]
    [SupportedOSPlatform("macos")]
    private static long? Read(int resource) => GetLimit(resource, out var limit) is 0 ? (long)Math.Min(limit.Current, int.MaxValue) : null;

    [SupportedOSPlatform("linux")]
    [SupportedOSPlatform("macos")]
    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out ResourceLimit limit);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct ResourceLimit
    {
        public readonly ulong Current;
        public readonly ulong Most;
    }
}
