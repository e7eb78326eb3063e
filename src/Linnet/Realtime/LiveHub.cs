using System.Collections.Concurrent;
using Linnet.Common.Metrics;
using Linnet.Events;
using Linnet.Relations;
using Linnet.Tweets;
using Microsoft.Extensions.Options;

namespace Linnet.Realtime;

/// <summary>Who is connected right now.</summary>
internal sealed class LiveHub(ActiveFollowerIndex follows, IOptions<RealtimeOptions> options)
{
    /// <summary>How many connections are woken before others who wait for a thread have their turn.</summary>
    private const int SliceLength = 64;

    private readonly ConcurrentDictionary<long, LiveConnection[]> _connections = [];
    private readonly Lock _changing = new();
    private volatile bool _closed;

    public IEnumerable<LiveConnection> Connections => _connections.Values.SelectMany(connections => connections);

    public bool IsClosed => _closed;

    /// <summary>The messages that have gone out.</summary>
    public StripedCounter Sent { get; } = new();

    /// <summary>Takes a connection in until the lease is disposed. An account's connection too many closes its oldest.</summary>
    public async Task<IDisposable> JoinAsync(LiveConnection connection, CancellationToken cancellation)
    {
        var active = await follows.ActivateAsync(connection.Caller.AccountId, cancellation);
        lock (_changing)
        {
            if (_closed)
                connection.Close(CloseReason.ShuttingDown);
            var others = Of(connection.Caller.AccountId);
            if (others.Length >= options.Value.ConnectionsPerAccount)
                others[0].Close(CloseReason.Replaced);
            _connections[connection.Caller.AccountId] =
                [.. others.TakeLast(options.Value.ConnectionsPerAccount - 1), connection];
        }
        return new Membership(this, connection, active);
    }

    public bool IsAnybodyOnline => !_connections.IsEmpty;

    public bool IsOnline(long accountId) => _connections.ContainsKey(accountId);

    public void Send(long accountId, LiveMessage message)
    {
        foreach (var connection in Of(accountId))
            connection.Enqueue(message);
    }

    /// <summary>Whether an active account follows this author or one of these hashtags.</summary>
    public bool HasAudienceOnline(long authorId, IReadOnlyList<long>? tags) => follows.HasAudience(authorId, tags);

    /// <summary>Queues a message for every connection of an author's followers, those of hashtags, and further accounts, once each.</summary>
    /// <param name="authorId">Whose followers.</param>
    /// <param name="about">Followers who hide one of these do not get it.</param>
    /// <param name="tags">The hashtags; null for none.</param>
    /// <param name="message">What they get.</param>
    /// <param name="alsoTo">Further accounts, which may not follow the author.</param>
    /// <param name="nested">A tweet in the message whose author <paramref name="about"/> does not name.</param>
    /// <param name="renderFor">
    /// Renders the message for one account, null there sends it none: for a further account, for a follower who may have filters, and
    /// for one who may see <paramref name="nested"/> otherwise. Null: it is the same for all.
    /// </param>
    public async Task SendToFollowersAsync(
        long authorId,
        About about,
        IReadOnlyList<long>? tags,
        LiveMessage message,
        IReadOnlyCollection<long>? alsoTo = null,
        CachedTweet? nested = null,
        Func<long, ValueTask<LiveMessage?>>? renderFor = null)
    {
        // Each connection that wakes waits for a thread of the pool, first come, first served. A whole large audience at once would
        // put thousands of them ahead of the response to the very request that caused the message. That response therefore has a
        // head start, and after each slice this method goes to the end of the queue itself.
        var (followers, hidden, byTag) = follows.AudienceOf(authorId, about, tags);
        followers = byTag is [] ? followers : [.. followers, .. byTag];
        var related = nested is null ? null : follows.RelatedTo(nested.AuthorId, nested.Visibility);
        foreach (var other in alsoTo?.Except(followers).Except(hidden) ?? [])
            await SendAsync(other, message, renderFor);
        if (followers.Length >= LargeAudience.Connections)
            await Task.Delay(LargeAudience.HeadStart);
        foreach (var slice in followers.Chunk(SliceLength))
        {
            foreach (var follower in slice)
                await SendAsync(follower, message, related?.Contains(follower) is true || MayFilter(follower) ? renderFor : null);
            await Task.Yield();
        }
    }

    /// <summary>Ends every connection, and every one that comes.</summary>
    public void CloseAll(CloseReason end)
    {
        lock (_changing)
        {
            _closed = true;
            foreach (var connection in Connections)
                connection.Close(end);
        }
    }

    /// <summary>An account's filters changed: what is sent to it is rendered for it alone from now on.</summary>
    public void FiltersChanged(long accountId)
    {
        foreach (var connection in Of(accountId))
            connection.FiltersChanged();
    }

    private async ValueTask SendAsync(long accountId, LiveMessage message, Func<long, ValueTask<LiveMessage?>>? renderFor)
    {
        if (renderFor is null)
            Send(accountId, message);
        else if (await renderFor(accountId) is { } own)
            Send(accountId, own);
    }

    private bool MayFilter(long accountId) => Array.Exists(Of(accountId), connection => connection.MayFilter);

    private LiveConnection[] Of(long accountId) => _connections.GetValueOrDefault(accountId, []);

    private void Leave(LiveConnection connection)
    {
        lock (_changing)
        {
            var rest = Of(connection.Caller.AccountId).Where(other => other != connection).ToArray();
            if (rest.Length == 0)
                _connections.TryRemove(connection.Caller.AccountId, out _);
            else
                _connections[connection.Caller.AccountId] = rest;
        }
    }

    private sealed class Membership(LiveHub hub, LiveConnection connection, IDisposable active) : IDisposable
    {
        public void Dispose()
        {
            hub.Leave(connection);
            active.Dispose();
        }
    }
}
