using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Linnet.Hosting.Edge.Connections;

/// <summary>Kestrel's sockets, with a limit that is enforced on accept.</summary>
/// <remarks>
/// Kestrel's own <c>MaxConcurrentConnections</c> counts later, on pool threads, while accepting goes on. It releases upgraded
/// connections, and it closes excess connections without a response. Only counting in the accept loop limits the number of
/// descriptors.
/// </remarks>
internal sealed class BoundedTransport(SocketTransportFactory sockets, ConnectionTable table) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endpoint) => sockets.CanBind(endpoint);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(await sockets.BindAsync(endpoint, cancellationToken), table);

    private sealed class Listener(IConnectionListener inner, ConnectionTable table) : IConnectionListener
    {
        private const int Attempts = 100;

        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

        public EndPoint EndPoint => inner.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (await inner.AcceptAsync(cancellationToken) is { } accepted)
            {
                if (await AdmitAsync(accepted) is { } admitted)
                    return admitted;
                accepted.Abort();
                await accepted.DisposeAsync();
            }
            return null;
        }

        // Connections that are being closed free their places within moments; meanwhile further ones wait in the system's queue.
        private async ValueTask<BoundedConnection?> AdmitAsync(ConnectionContext accepted)
        {
            for (var attempt = 1; attempt < Attempts; attempt++)
            {
                if (table.Admit(accepted) is { } admitted)
                    return admitted;
                await Task.Delay(Pause, CancellationToken.None);
            }
            return table.Admit(accepted);
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => inner.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
