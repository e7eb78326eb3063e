using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Linnet.Common;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Storage;

/// <summary>Commands run as root, and the service as another user.</summary>
public sealed class FileOwnerTests : IDisposable
{
    // Of no account, so it is shown as it is.
    private const string Stranger = "54321";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_root_makes_belongs_to_the_owner_of_the_folder()
    {
        GiveAway(_folder.Path);
        var seeded = await LinnetProcess.RunAsync(
            _folder, "seed", "--people", "3", "--tweets", "3", "--follows-each", "1", "--likes", "1", "--passwords:bcryptcost=4");
        Assert.Equal(0, seeded.ExitCode);
        await using var linnet = LinnetProcess.Start(_folder, "--urls=http://127.0.0.1:0");
        using var http = new HttpClient();
        http.BaseAddress = await linnet.WaitUntilListeningAsync();
        // SQLite makes its log with the first write, not at the start.
        using var registered = await http.PostAsJsonAsync(
            "/auth/register", new { username = "ada", email = "ada@example.org", password = RunningLinnet.Password }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, registered.StatusCode);
        foreach (var name in (string[])["twitter.db", "twitter.db-wal", "twitter.db-shm", "twitter.db.key"])
        {
            Assert.True(File.Exists(_folder.File(name)), $"{name} does not exist");
            Assert.Contains($"belongs to {Stranger}", FileOwner.Explain(_folder.File(name)) ?? $"{name} is root's", StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_of_another_user_is_explained_with_the_cure_and_ones_own_is_not()
    {
        var file = _folder.File("linnet.db");
        File.WriteAllText(file, "");
        Assert.Null(FileOwner.Explain(file));
        Assert.Null(FileOwner.Explain(_folder.File("missing.db")));
        GiveAway(file);
        Assert.Equal($"It belongs to {Stranger}, and this process runs as root: chown root {file}*", FileOwner.Explain(file));
    }

    private static void GiveAway(string path)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            Assert.Skip("Only root on Linux gives files away");
        using var chown = Process.Start(Requirement.Program("chown"), [$"{Stranger}:{Stranger}", path]);
        chown.WaitForExit();
        Assert.Equal(0, chown.ExitCode);
    }
}
