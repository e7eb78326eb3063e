using System.Runtime.InteropServices;
using Xunit;

namespace Linnet.Tests.Fixtures;

/// <summary>Signals to other processes, without a program that may be missing.</summary>
internal static class Signals
{
    public const int Hangup = 1;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    public static void Send(int processId, int signal)
    {
        if (!OperatingSystem.IsLinux())
            Requirement.Missing("Signals have these numbers on Linux");
        Assert.Equal(0, Kill(processId, signal));
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int processId, int signal);
}
