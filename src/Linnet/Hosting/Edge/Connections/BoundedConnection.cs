using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Linnet.Hosting.Edge.Connections;

/// <summary>A connection that keeps its place in the table until its descriptor is closed, also after an upgrade.</summary>
internal sealed class BoundedConnection(ConnectionContext inner, ConnectionTable table, long acceptedAt) : ConnectionContext
{
    /// <summary>As <see cref="TimeProvider.GetTimestamp"/> counts.</summary>
    public long AcceptedAt => acceptedAt;

    /// <summary>Among the silent; null once it has sent something.</summary>
    public LinkedListNode<BoundedConnection>? Silent { get; set; }

    /// <summary>Among those beyond the bound; null for all others.</summary>
    public LinkedListNode<BoundedConnection>? Extra { get; set; }

    /// <summary>Was closed to make room.</summary>
    public bool IsRetired { get; set; }

    public override string ConnectionId
    {
        get => inner.ConnectionId;
        set => inner.ConnectionId = value;
    }

    public override IFeatureCollection Features => inner.Features;

    public override IDictionary<object, object?> Items
    {
        get => inner.Items;
        set => inner.Items = value;
    }

    public override IDuplexPipe Transport
    {
        get => inner.Transport;
        set => inner.Transport = value;
    }

    public override CancellationToken ConnectionClosed
    {
        get => inner.ConnectionClosed;
        set => inner.ConnectionClosed = value;
    }

    public override EndPoint? LocalEndPoint
    {
        get => inner.LocalEndPoint;
        set => inner.LocalEndPoint = value;
    }

    public override EndPoint? RemoteEndPoint
    {
        get => inner.RemoteEndPoint;
        set => inner.RemoteEndPoint = value;
    }

    public override void Abort(ConnectionAbortedException abortReason) => inner.Abort(abortReason);

    /// <summary>Waits for the first byte, which stays where it is.</summary>
    /// <returns>False when none will come.</returns>
    public async ValueTask<bool> HearAsync()
    {
        var input = inner.Transport.Input;
        var closing = inner.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? default;
        try
        {
            await using var registration = closing.Register(static pipe => ((PipeReader)pipe!).CancelPendingRead(), input);
            var read = await input.ReadAsync(CancellationToken.None);
            // Nothing is examined, so the next read finds it at once.
            input.AdvanceTo(read.Buffer.Start);
            table.Heard(this);
            return true;
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            return false;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        table.Remove(this);
        await base.DisposeAsync();
    }
}
