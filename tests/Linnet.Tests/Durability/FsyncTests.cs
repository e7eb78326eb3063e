using System.Net;
using System.Net.Http.Json;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Durability;

[Trait("Promise", "D3")]
public sealed class FsyncTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_write_is_on_the_disk_before_it_is_answered()
    {
        using var folder = new TempFolder();
        await using var linnet = LinnetProcess.Start(
            folder, "--urls=http://127.0.0.1:0", $"--database={folder.File("test.db")}", "--passwords:bcryptcost=4");
        using var http = new HttpClient { BaseAddress = await linnet.WaitUntilListeningAsync() };
        // Warm: the first write of a fresh log syncs more than a write needs.
        await RegisterAsync(http, "before");
        await using var trace = await SystemCallTrace.AttachAsync(linnet.Id, folder, "pwrite64,fdatasync,fsync,sendto,sendmsg,write,writev");

        await RegisterAsync(http, "marked");

        var calls = await trace.WaitForAsync(call => call.Contains("201 Created", StringComparison.Ordinal));
        var before = calls[..calls.FindIndex(call => call.Contains("201 Created", StringComparison.Ordinal))];
        var written = before.FindLastIndex(call => IsOnLog(call, "pwrite64("));
        var synced = before.FindLastIndex(call => IsOnLog(call, "sync(") && call.EndsWith("= 0", StringComparison.Ordinal));
        Assert.True(written >= 0 && written < synced, string.Join('\n', calls));
    }

    private static bool IsOnLog(string call, string name) =>
        call.Contains(name, StringComparison.Ordinal) && call.Contains("test.db-wal", StringComparison.Ordinal);

    private static async Task RegisterAsync(HttpClient http, string username)
    {
        using var answer = await http.PostAsJsonAsync(
            "/auth/register", new { username, email = $"{username}@example.org", password = RunningLinnet.Password }, Cancellation);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }
}
