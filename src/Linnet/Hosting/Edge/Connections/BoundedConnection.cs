using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Linnet.Hosting.Edge.Connections;

/// <summary>A connection that keeps its place in the table until its descriptor is closed, even when it is upgraded.</summary>
internal sealed class BoundedConnection(ConnectionContext inner, ConnectionTable table, long acceptedAt) : ConnectionContext
{
    /// <summary>A timestamp of <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public long AcceptedAt => acceptedAt;

    /// <summary>Its node in the list of silent connections; null once it has sent something.</summary>
    public LinkedListNode<BoundedConnection>? Silent { get; set; }

    /// <summary>Its node in the list of connections beyond the limit; null for all others.</summary>
    public LinkedListNode<BoundedConnection>? Extra { get; set; }

    /// <summary>Whether it was aborted to free its place.</summary>
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

    /// <summary>Waits for the first byte without consuming it.</summary>
    /// <returns>False when the connection ends first.</returns>
    public async ValueTask<bool> WaitForInputAsync()
    {
        var input = inner.Transport.Input;
        var closing = inner.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? default;
        try
        {
            await using var registration = closing.Register(static pipe => ((PipeReader)pipe!).CancelPendingRead(), input);
            var read = await input.ReadAsync(CancellationToken.None);
            // Nothing is marked as examined, so the next read returns at once.
            input.AdvanceTo(read.Buffer.Start);
            table.MarkActive(this);
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
