using Linnet.Bench.Data;
using Linnet.Bench.Load;
using Linnet.Bench.Report;

namespace Linnet.Bench.Rows;

/// <summary>P11: what a socket costs that only waits.</summary>
/// <remarks>
/// A person each, who follows a hundred others: what the server keeps of them to know whom a tweet concerns is part of the
/// price. Everybody has logged in at an earlier process, so that no garbage of 9,000 log-ins lies there for the sockets to be
/// put into. The server is left alone to collect its garbage when it likes; nothing makes it.
/// </remarks>
internal static class IdleSockets
{
    private const int Sockets = 9_000;
    private const int FirstSockets = 100;

    // In the meantime each socket gets its pings (every 20 s by default) and answers them.
    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(45);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Workbench bench, CancellationToken cancellation)
    {
        await using var linnet = await bench.StartLinnetAsync(DataSet.M, cancellation);
        var people = await linnet.LogInAsync(linnet.Set.Readers.Take(Sockets), cancellation);
        await linnet.RestartAsync(bench.Linnet, cancellation);
        // What the first sockets bring along (code, statements, pages of the database) is not the price of one more.
        await using (await SocketCrowd.ConnectAsync(linnet, [.. people.Take(FirstSockets)], cancellation))
        {
        }
        await Task.Delay(SettlingTime, cancellation);
        var without = linnet.Process.ReadMemory("VmRSS");
        await using var crowd = await SocketCrowd.ConnectAsync(linnet, people, cancellation);
        await Task.Delay(SettlingTime, cancellation);
        crowd.EnsureUnbroken();
        var with = linnet.Process.ReadMemory("VmRSS");
        Console.WriteLine($"     {without:0.0} MB without sockets, {with:0.0} MB with {Sockets}");
        var each = (with - without) * 1_000_000 / 1024 / Sockets;
        return [new Figure("P11", "resident memory of an idle socket, 9,000 of them", "KiB", [each], Other: null, Target.AtMost(16))];
    }
}
