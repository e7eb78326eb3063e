using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Linnet.Bench.Data;
using Linnet.Bench.Load;

namespace Linnet.Bench.Servers;

/// <summary>A Linnet with a copy of a data set, and people of it who are logged in.</summary>
internal sealed class RunningLinnet(ServerProcess process, DataSet set, ServedDatabase database) : IAsyncDisposable
{
    private const int LogInsAtOnce = 16;

    public ServerProcess Process { get; private set; } = process;

    public Uri Address => Process.Address;

    public DataSet Set => set;

    public ServedDatabase Database => database;

    public async Task<List<Reader>> LogInAsync(IEnumerable<long> people, CancellationToken cancellation)
    {
        var readers = new List<Reader>();
        foreach (var some in people.Chunk(LogInsAtOnce))
            readers.AddRange(await Task.WhenAll(some.Select(id => LogInAsync(id, cancellation))));
        return readers;
    }

    public async Task<Reader> LogInAsync(long id, CancellationToken cancellation)
    {
        using var form = new FormUrlEncodedContent([new("username", DataSet.NameOf(id)), new("password", DataSet.Password)]);
        using var answer = await Process.Http.PostAsync(new Uri("/auth/login", UriKind.Relative), form, cancellation);
        using var token = JsonDocument.Parse(await ReadAsync(answer, cancellation));
        return new Reader(id, token.RootElement.GetProperty("access_token").GetString()!);
    }

    /// <exception cref="BenchException">The answer is no 200.</exception>
    public async Task<byte[]> GetAsync(string path, string token, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await Process.Http.SendAsync(request, cancellation);
        return await ReadAsync(answer, cancellation);
    }

    /// <param name="content">What it says.</param>
    /// <param name="token">Its author's.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="parent">What it answers; null for nothing.</param>
    /// <returns>The tweet's id.</returns>
    /// <exception cref="BenchException">It was not posted.</exception>
    public async Task<long> PostAsync(string content, string token, CancellationToken cancellation, long? parent = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/tweets/") { Content = JsonContent.Create(new { content, reply_to_id = parent }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await Process.Http.SendAsync(request, cancellation);
        if (answer.StatusCode is not HttpStatusCode.Created)
            throw new BenchException($"A post was answered {(int)answer.StatusCode}");
        using var tweet = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellation));
        return tweet.RootElement.GetProperty("id").GetInt64();
    }

    /// <summary>Kills it and starts it again on the same data, at another address. Who was logged in still is.</summary>
    public async Task RestartAsync(LinnetProgram program, CancellationToken cancellation)
    {
        await Process.DisposeAsync();
        Process = await program.StartAsync(database.Setting, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        database.Dispose();
    }

    private static async Task<byte[]> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var body = await answer.Content.ReadAsByteArrayAsync(cancellation);
        return answer.StatusCode is HttpStatusCode.OK
            ? body
            : throw new BenchException($"{answer.RequestMessage!.RequestUri} answered {(int)answer.StatusCode}: {System.Text.Encoding.UTF8.GetString(body)}");
    }
}
