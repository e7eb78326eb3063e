using System.Diagnostics;
using System.Runtime.InteropServices;
using Linnet.Bench.Data;
using Linnet.Bench.Servers;

namespace Linnet.Bench.Load;

/// <summary>How many hashes a second the cores can do when nothing else is done: the system's bcrypt on a thread each.</summary>
internal static partial class BcryptAlone
{
    // struct crypt_data is 32 KiB in libxcrypt.
    private const int WorkspaceBytes = 64 * 1024;

    public static async Task<double> MeasureAsync(TimeSpan duration)
    {
        var hashes = 0;
        var start = Stopwatch.GetTimestamp();
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Factory.StartNew(
            () =>
            {
                var workspace = new byte[WorkspaceBytes];
                while (Stopwatch.GetElapsedTime(start) < duration)
                {
                    Hash(workspace);
                    Interlocked.Increment(ref hashes);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));
        await Task.WhenAll(threads);
        return hashes / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Hash(byte[] workspace)
    {
        if (Crypt(DataSet.Password, $"$2b${LinnetProgram.UsualBcrypt}$LinnetBenchSaltNumberO", workspace) == 0)
            throw new BenchException("The system's libcrypt knows no bcrypt.");
    }

    [LibraryImport("libcrypt.so.1", EntryPoint = "crypt_r", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Crypt(string key, string setting, byte[] workspace);
}
