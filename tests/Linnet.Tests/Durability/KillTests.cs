using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Linnet.Tests.Races;
using Xunit;

namespace Linnet.Tests.Durability;

/// <summary>Killed in the middle of many writes, the server comes back with all that it said was done.</summary>
[Trait("Promise", "D1")]
[Trait("Promise", "D5")]
[Trait("Kind", Chaos.Kind)]
public sealed class KillTests : IDisposable
{
    private const int Writers = 8;
    private const string Password = RunningLinnet.Password;
    private static readonly int Kills = Chaos.Size(quick: 3, @long: 30);

    private readonly TempFolder _folder = new();
    private readonly ConcurrentDictionary<long, string> _tweets = new();
    private readonly ConcurrentDictionary<long, bool> _deleted = new();
    private readonly ConcurrentDictionary<(string Liker, long Tweet), bool> _liked = new();

    private string DatabasePath => _folder.File("test.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_acknowledged_write_survives_kill_9()
    {
        var random = new Random(9);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var linnet = Start();
            var address = await linnet.WaitUntilListeningAsync();
            AssertNothingLost();
            var enough = _tweets.Count + random.Next(100, 400);
            var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(i => WriteAsync(address, $"k{kill}w{i}")));
            await WaitUntilAsync(() => _tweets.Count > enough, writing);
            linnet.Kill();
            await linnet.WaitForExitAsync();
            await writing;
        }
        await using var last = Start();
        await last.WaitUntilListeningAsync();
        AssertNothingLost();
        Figures.Record($"{Kills} kills, {_tweets.Count:N0} tweets, none lost");
        Assert.True(_tweets.Count > Kills * 100 && !_liked.IsEmpty && !_deleted.IsEmpty);
    }

    private LinnetProcess Start() => LinnetProcess.Start(
        _folder, "--urls=http://127.0.0.1:0", $"--database={DatabasePath}", "--passwords:bcryptcost=4");

    /// <summary>Writes until the server is gone, and takes down what it acknowledged.</summary>
    private async Task WriteAsync(Uri address, string username)
    {
        using var http = new HttpClient { BaseAddress = address };
        try
        {
            await SendAsync(http, HttpMethod.Post, "/auth/register", new { username, email = $"{username}@example.org", password = Password });
            var token = await SendAsync(http, HttpMethod.Post, "/auth/login/json", new { username, password = Password });
            http.DefaultRequestHeaders.Authorization = new("Bearer", token!["access_token"]!.GetValue<string>());
            for (var i = 0; ; i++)
            {
                var content = $"{username} {i}";
                var id = (await SendAsync(http, HttpMethod.Post, "/tweets/", new { content }))!["id"]!.GetValue<long>();
                _tweets[id] = content;
                if (i % 3 == 1)
                {
                    await SendAsync(http, HttpMethod.Post, $"/tweets/{id}/like");
                    _liked[(username, id)] = true;
                }
                if (i % 5 == 4)
                {
                    // In doubt from the request on: the server may do it and die before it can say so.
                    _deleted[id] = false;
                    await SendAsync(http, HttpMethod.Delete, $"/tweets/{id}");
                    _deleted[id] = true;
                }
            }
        }
        catch (Exception error) when (Connections.IsBroken(error))
        {
            // That was the kill.
        }
    }

    private static async Task<JsonNode?> SendAsync(HttpClient http, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await http.SendAsync(request, Cancellation);
        var text = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Cancellation);
        return text.Length > 0 ? JsonNode.Parse(text) : null;
    }

    private void AssertNothingLost()
    {
        Assert.Equal(["ok"], PlainSql.Query<string>(DatabasePath, "pragma integrity_check"));
        var stored = PlainSql.Query<(long Id, string Content)>(DatabasePath, "select id, content from tweets").ToDictionary(row => row.Id, row => row.Content);
        var likes = PlainSql.Query<(string, long)>(DatabasePath, "select username, tweet_id from likes join users on users.id = user_id").ToHashSet();
        Assert.All(_tweets, tweet => Assert.True(_deleted.ContainsKey(tweet.Key) || stored.GetValueOrDefault(tweet.Key) == tweet.Value, $"lost: {tweet.Value}"));
        Assert.All(_deleted.Where(deletion => deletion.Value), deletion => Assert.False(stored.ContainsKey(deletion.Key), "A deleted tweet came back"));
        Assert.All(_liked.Keys, like => Assert.True(_deleted.ContainsKey(like.Tweet) || likes.Contains(like), $"lost: a like of {like.Tweet}"));
        CounterRecount.AssertNoDrift(DatabasePath);
    }

    private static async Task WaitUntilAsync(Func<bool> condition, Task unless)
    {
        while (!condition())
        {
            Assert.False(unless.IsCompleted, "The writers ended before the server was killed");
            await Task.Delay(5, Cancellation);
        }
    }
}
