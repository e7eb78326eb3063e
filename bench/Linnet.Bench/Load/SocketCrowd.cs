using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Diagnostics;
using Linnet.Bench.Servers;

namespace Linnet.Bench.Load;

/// <summary>Many open sockets, one a person, and when the last of them heard of a tweet.</summary>
internal sealed class SocketCrowd : IAsyncDisposable
{
    private const int ConnectsAtOnce = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _leaving = new();
    private readonly ConcurrentDictionary<long, Delivery> _deliveries = [];
    private readonly TaskCompletionSource _allWelcomed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentBag<LightSocket> _sockets = [];
    private readonly ConcurrentBag<Task> _reading = [];
    private readonly int _count;
    private int _welcomed;

    private SocketCrowd(int count) => _count = count;

    /// <summary>Connects everyone and waits until each was welcomed.</summary>
    public static async Task<SocketCrowd> ConnectAsync(RunningLinnet linnet, IReadOnlyCollection<Reader> people, CancellationToken cancellation)
    {
        EnsureOpenFiles(people.Count);
        var crowd = new SocketCrowd(people.Count);
        try
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = ConnectsAtOnce, CancellationToken = cancellation };
            await Parallel.ForEachAsync(people, parallel, async (person, token) => crowd.Add(await LightSocket.ConnectAsync(linnet.Address, person, token)));
            await crowd.WaitAsync(crowd._allWelcomed.Task, cancellation);
            return crowd;
        }
        catch
        {
            await crowd.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until every socket has received a tweet.</summary>
    /// <returns>When the last one was, as a <see cref="Stopwatch.GetTimestamp"/>.</returns>
    /// <exception cref="BenchException">A socket received nothing, received the tweet twice, or is gone.</exception>
    public async Task<long> WaitForTweetAsync(long tweetId, CancellationToken cancellation)
    {
        var delivery = DeliveryOf(tweetId);
        await WaitAsync(delivery.Completed, cancellation);
        return delivery.LastAt;
    }

    public void EnsureUnbroken()
    {
        if (_broken.Task.Exception is { } error)
            throw error.GetBaseException();
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await Task.WhenAll(_reading);
        foreach (var socket in _sockets)
            socket.Dispose();
        _leaving.Dispose();
    }

    private static void EnsureOpenFiles(int sockets)
    {
        // "Max open files            1024                 524288               files"
        var limit = File.ReadLines("/proc/self/limits").First(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        var hard = limit.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2];
        if (long.TryParse(hard, out var most) && most < sockets + 1_000)
            throw new BenchException($"{sockets} sockets need a limit of open files (ulimit -n) above {sockets + 1_000}; it is {most}.");
    }

    private void Add(LightSocket socket)
    {
        _sockets.Add(socket);
        _reading.Add(ReadAsync(socket));
    }

    private async Task ReadAsync(LightSocket socket)
    {
        var newest = 0L;
        try
        {
            await socket.ReadAsync(Take, _leaving.Token);
        }
        catch (OperationCanceledException)
        {
            // The crowd is leaving.
        }
        catch (Exception error)
        {
            _broken.TrySetException(error);
        }

        void Take(ReadOnlySpan<byte> message)
        {
            var now = Stopwatch.GetTimestamp();
            if (message.StartsWith("{\"type\":\"connection_established\""u8))
            {
                if (Interlocked.Increment(ref _welcomed) == _count)
                    _allWelcomed.TrySetResult();
                return;
            }
            // Ids only grow, so the same message for the second time shows.
            var id = ReadTweetId(message);
            if (id <= newest)
                throw new BenchException($"A socket received tweet {id} after tweet {newest}.");
            newest = id;
            DeliveryOf(id).Note(now);
        }
    }

    private static long ReadTweetId(ReadOnlySpan<byte> message)
    {
        var beginning = "{\"type\":\"new_tweet\",\"data\":{\"tweet_id\":"u8;
        return message.StartsWith(beginning) && Utf8Parser.TryParse(message[beginning.Length..], out long id, out _)
            ? id
            : throw new BenchException($"A socket received '{System.Text.Encoding.UTF8.GetString(message)}'.");
    }

    private Delivery DeliveryOf(long tweetId) => _deliveries.GetOrAdd(tweetId, static (_, count) => new Delivery(count), _count);

    private async Task WaitAsync(Task what, CancellationToken cancellation)
    {
        var patience = Task.Delay(Patience, cancellation);
        var first = await Task.WhenAny(what, _broken.Task, patience);
        await first;
        if (first == patience)
            throw new BenchException($"Not all of {_count} sockets received the tweet within {Patience.TotalSeconds:0} s.");
    }

    /// <summary>One tweet on its way to everyone.</summary>
    private sealed class Delivery(int count)
    {
        private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = count;

        public Task Completed => _completed.Task;

        public long LastAt { get; private set; }

        public void Note(long now)
        {
            if (Interlocked.Decrement(ref _left) > 0)
                return;
            LastAt = now;
            _completed.TrySetResult();
        }
    }
}
