using System.Net;
using Linnet.Tests.Fixtures;
using Linnet.Tests.Races;
using Xunit;

namespace Linnet.Tests.Durability;

/// <summary>The disk refuses what is written, for a while.</summary>
[Trait("Promise", "D4")]
[Trait("Kind", Chaos.Kind)]
public sealed class DiskFaultTests
{
    private static readonly int Writes = Chaos.Size(quick: 5, @long: 200);

    [Theory]
    [InlineData("pwrite64", "error=ENOSPC", HttpStatusCode.InsufficientStorage)]
    [InlineData("pwrite64", "error=EIO", HttpStatusCode.ServiceUnavailable)]
    [InlineData("fsync,fdatasync", "error=EIO", HttpStatusCode.ServiceUnavailable)]
    public async Task Writes_are_refused_reads_go_on_and_writes_resume_by_themselves(string calls, string error, HttpStatusCode refusal)
    {
        using var folder = new TempFolder();
        await using var linnet = LinnetProcess.Start(
            folder, "--urls=http://127.0.0.1:0", $"--database={folder.File("test.db")}", "--passwords:bcryptcost=4");
        var ada = await Person.JoinAsync(await linnet.WaitUntilListeningAsync(), "ada");
        var tweet = await ada.TweetAsync("before");

        await using (await SystemCallTrace.AttachAsync(linnet.Id, folder, calls, error))
        {
            for (var number = 0; number < Writes; number++)
            {
                using var refused = await ada.PostAsync("/tweets/", new { content = $"lost {number}" });
                Assert.Equal(refusal, refused.StatusCode);
                Assert.Equal(refusal is HttpStatusCode.ServiceUnavailable, refused.Headers.RetryAfter is not null);
                Assert.Equal("before", (string?)(await ada.ReadAsync($"/tweets/{tweet}"))["content"]);
                Assert.Equal(1, (int)(await ada.ReadAsync("/tweets/timeline"))["total"]!);
                // From the database itself, past what is in memory.
                Assert.Single((await ada.ReadAsync("/tweets/?skip=0")).AsArray());
            }
        }

        await ada.TweetAsync("after");
        Assert.Equal(["before", "after"], PlainSql.Query<string>(folder.File("test.db"), "select content from tweets order by id"));
        CounterRecount.AssertNoDrift(folder.File("test.db"));
    }
}
