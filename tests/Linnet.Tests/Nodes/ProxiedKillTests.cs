using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using Linnet.Tests.Fixtures;
using Linnet.Tests.Races;
using Xunit;

namespace Linnet.Tests.Nodes;

/// <summary>A node dies under load: its clients go on at the other, through the proxy.</summary>
[Trait("Promise", "C4")]
[Trait("Kind", Chaos.Kind)]
public sealed class ProxiedKillTests : IAsyncLifetime
{
    private const int Writers = 6;
    private const int Listeners = 4;
    private static readonly int Before = Chaos.Size(quick: 100, @long: 500);

    private readonly TempFolder _folder = new();
    private readonly ConcurrentDictionary<long, long> _replies = new();
    private readonly ConcurrentDictionary<string, int> _afterTheKill = new();
    private string _database = "";
    private LinnetProcess? _node1;
    private LinnetProcess? _node2;
    private HaProxy? _proxy;
    private volatile bool _isOneDead;
    private volatile bool _isOver;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _ = Requirement.Program("haproxy");
        _database = await PostgresServer.CreateDatabaseAsync();
        (_node1, _node2) = (Start(), Start());
        _proxy = await HaProxy.StartAsync(await _node1.WaitUntilListeningAsync(), await _node2.WaitUntilListeningAsync());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in new IAsyncDisposable?[] { _proxy, _node1, _node2 })
        {
            if (part is not null)
                await part.DisposeAsync();
        }
        if (_database.Length > 0)
            await PostgresServer.DropAsync(_database);
        _folder.Dispose();
    }

    [Fact]
    public async Task Clients_go_on_and_nothing_acknowledged_is_lost_or_left_untold()
    {
        var listeners = new List<Listener>();
        for (var number = 0; number < Listeners; number++)
        {
            var person = await Person.JoinAsync(_proxy!.Address, $"listener{number}");
            listeners.Add(new Listener(person, await person.TweetAsync("Answer this")));
        }
        var listening = listeners.Select(ListenAsync).ToList();
        await Eventually.TrueAsync(() => listeners.TrueForAll(listener => listener.IsConnected), "all listen");
        var writers = new List<Person>();
        for (var number = 0; number < Writers; number++)
            writers.Add(await Person.JoinAsync(_proxy!.Address, $"writer{number}"));
        var writing = writers.Select(writer => WriteAsync(writer, listeners)).ToList();
        await Eventually.TrueAsync(() => _replies.Count >= Before, "there is load");
        // A token stays with its node: so this one has a socket.
        var path = $"/users/{listeners[0].Person.Username}";
        await listeners[0].Person.ReadAsync(path);
        await Eventually.TrueAsync(() => _proxy!.NodesAsked(path).Count > 0, "the proxy tells whom it asked");
        var dying = _proxy!.NodesAsked(path)[0] is 1 ? _node1! : _node2!;
        dying.Kill();
        await dying.WaitForExitAsync();
        _isOneDead = true;
        await Eventually.TrueAsync(
            () => (_afterTheKill.Count is Writers && _afterTheKill.Values.All(count => count >= 10)) || writing.Exists(it => it.IsFaulted),
            "every writer goes on");
        _isOver = true;
        await Task.WhenAll(writing);

        var kept = PlainSql.Query<(long Id, long Parent)>(_database, "select id, reply_to_id from tweets where reply_to_id is not null").ToHashSet();
        Assert.All(_replies, reply => Assert.Contains((reply.Key, reply.Value), kept));
        CounterRecount.AssertNoDrift(_database);
        foreach (var listener in listeners)
        {
            var expected = kept.Where(reply => reply.Parent == listener.Tweet).Select(reply => reply.Id).Order().ToList();
            await Eventually.TrueAsync(() => listener.Heard.Count >= expected.Count, $"{listener.Person.Username} has heard of all");
            Assert.Equal(expected, listener.Heard.Order());
            await listener.Over.CancelAsync();
        }
        await Task.WhenAll(listening);
        Assert.True(listeners[0].Connections > 1, "The socket at the node that died was not reopened");
    }

    private LinnetProcess Start() => LinnetProcess.Start(
        _folder, "--urls=http://127.0.0.1:0", $"--database={_database}", "--passwords:bcryptcost=4", "--server:trustedproxies=127.0.0.1",
        "--storage:postgreswaitseconds=5");

    private async Task WriteAsync(Person writer, List<Listener> listeners)
    {
        for (var number = 0; !_isOver; number++)
        {
            var parent = listeners[number % listeners.Count].Tweet;
            var wasOneDead = _isOneDead;
            using var answer = await PostOrNothingAsync(writer, new { content = $"{writer.Username} {number}", reply_to_id = parent });
            if (answer is null)
                continue;
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            _replies[(long)(await answer.ReadJsonAsync())["id"]!] = parent;
            if (wasOneDead)
                _afterTheKill.AddOrUpdate(writer.Username, 1, (_, count) => count + 1);
        }
    }

    /// <returns>Null when nobody can say whether it was done: its node died, so the proxy answered for it or hung up.</returns>
    private static async Task<HttpResponseMessage?> PostOrNothingAsync(Person writer, object tweet)
    {
        try
        {
            var answer = await writer.PostAsync("/tweets/", tweet);
            if (answer.StatusCode is not (HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout))
                return answer;
            answer.Dispose();
        }
        catch (Exception error) when (Connections.IsBroken(error))
        {
            // As below.
        }
        return null;
    }

    /// <summary>As the docs advise: after a lost connection it reconnects with the last notification that it knows.</summary>
    private static async Task ListenAsync(Listener listener)
    {
        long since = 0;
        while (!listener.Over.IsCancellationRequested)
        {
            try
            {
                await using var socket = await LiveClient.ConnectAsync(listener.Person, since);
                // Not cancelled, so that it does not wait for a message that will not come.
                await using var end = listener.Over.Token.Register(socket.Socket.Abort);
                listener.Connections++;
                listener.IsConnected = true;
                while (!listener.Over.IsCancellationRequested)
                {
                    var data = (await socket.ReceiveAsync())["data"]!;
                    since = (long)data["notification_id"]!;
                    listener.Heard.Enqueue((long)data["reply_id"]!);
                }
            }
            catch (Exception error) when (error is WebSocketException or HttpRequestException or OperationCanceledException)
            {
                // Its node died, or all was quiet for as long as LiveClient waits. Come back, but not in a tight loop.
                await Task.Delay(50, Cancellation);
            }
        }
    }

    private sealed class Listener(Person person, long tweet)
    {
        private volatile bool _isConnected;

        public Person Person => person;

        /// <summary>To which the writers reply.</summary>
        public long Tweet => tweet;

        public bool IsConnected { get => _isConnected; set => _isConnected = value; }

        public int Connections { get; set; }

        public ConcurrentQueue<long> Heard { get; } = new();

        public CancellationTokenSource Over { get; } = new();
    }
}
