using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Linnet.Hosting.Edge.Connections;

/// <summary>
/// All open connections, at most as many as <see cref="ConnectionBounds"/> allows. When the table is full, the oldest silent
/// connection is closed for a new one. When none is silent, a few extra connections are accepted, only to serve probes and to
/// respond that the server is full.
/// </summary>
internal sealed partial class ConnectionTable : IDisposable
{
    // The other spare places are for connections that are being closed.
    private const int MostExtra = ConnectionBounds.Spare / 2;

    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WarningInterval = TimeSpan.FromMinutes(1);

    private readonly Lock _changing = new();
    private readonly LinkedList<BoundedConnection> _silent = [];
    private readonly LinkedList<BoundedConnection> _extra = [];
    private readonly int _most;
    private readonly TimeSpan _silence;
    private readonly TimeProvider _clock;
    private readonly ILogger<ConnectionTable> _logger;
    private readonly ITimer _sweeping;
    private int _open;
    private int _active;
    private int _extraCount;
    private long? _warnedAt;

    public ConnectionTable(ConnectionBounds bounds, IOptions<EdgeOptions> options, TimeProvider clock, ILogger<ConnectionTable> logger)
    {
        (_most, _silence) = (bounds.Most, TimeSpan.FromSeconds(options.Value.SilentSeconds));
        (_clock, _logger) = (clock, logger);
        _sweeping = clock.CreateTimer(_ => CloseSilent(), state: null, SweepInterval, SweepInterval);
    }

    /// <summary>Whether any connection is open beyond the limit.</summary>
    public bool HasExtra => Volatile.Read(ref _extraCount) > 0;

    /// <returns>Null when not even a spare place is left now. One is free again when a connection that was ended is closed.</returns>
    public BoundedConnection? Admit(ConnectionContext accepted)
    {
        BoundedConnection? victim = null;
        bool isExtra;
        var connection = new BoundedConnection(accepted, this, _clock.GetTimestamp());
        lock (_changing)
        {
            if (_active >= _most)
                Warn();
            if (_open >= _most + ConnectionBounds.Spare)
                return null;
            if (_active >= _most)
                victim = _silent.First?.Value ?? (_extra.Count >= MostExtra ? _extra.First!.Value : null);
            if (victim is not null)
                Retire(victim);
            isExtra = _active >= _most;
            if (isExtra)
                connection.Extra = _extra.AddLast(connection);
            else
                connection.Silent = _silent.AddLast(connection);
            _open++;
            _active++;
            Volatile.Write(ref _extraCount, _extra.Count);
        }
        if (isExtra)
            accepted.Features.Set(ExtraConnection.Mark);
        victim?.Abort();
        return connection;
    }

    /// <summary>Records that the connection has sent something.</summary>
    public void MarkActive(BoundedConnection connection)
    {
        lock (_changing)
            UnmarkSilent(connection);
    }

    /// <summary>Call when the connection's descriptor is closed.</summary>
    public void Remove(BoundedConnection connection)
    {
        lock (_changing)
        {
            if (!connection.IsRetired)
                Retire(connection);
            _open--;
        }
    }

    public void Dispose() => _sweeping.Dispose();

    // Extra connections get one response, so they end after the same time even when they have sent something.
    private void CloseSilent()
    {
        var ended = new List<BoundedConnection>();
        lock (_changing)
        {
            foreach (var list in (LinkedList<BoundedConnection>[])[_silent, _extra])
            {
                while (list.First?.Value is { } oldest && _clock.GetElapsedTime(oldest.AcceptedAt) >= _silence)
                {
                    Retire(oldest);
                    ended.Add(oldest);
                }
            }
        }
        foreach (var connection in ended)
            connection.Abort();
    }

    private void Retire(BoundedConnection connection)
    {
        connection.IsRetired = true;
        _active--;
        UnmarkSilent(connection);
        if (connection.Extra is { } extra)
            _extra.Remove(extra);
        connection.Extra = null;
        Volatile.Write(ref _extraCount, _extra.Count);
    }

    private void UnmarkSilent(BoundedConnection connection)
    {
        if (connection.Silent is { } silent)
            _silent.Remove(silent);
        connection.Silent = null;
    }

    private void Warn()
    {
        if (_warnedAt is { } before && _clock.GetElapsedTime(before) < WarningInterval)
            return;
        _warnedAt = _clock.GetTimestamp();
        Log.Full(_logger, _most);
    }

    private static partial class Log
    {
        [LoggerMessage(8031, LogLevel.Warning, "All {Most} places for connections are taken; silent ones are closed for new ones, and when there are none, new ones are rejected")]
        public static partial void Full(ILogger logger, int most);
    }
}

/// <summary>Marks a connection beyond the limit.</summary>
internal sealed class ExtraConnection
{
    public static readonly ExtraConnection Mark = new();
}
