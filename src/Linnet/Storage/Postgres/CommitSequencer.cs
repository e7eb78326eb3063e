namespace Linnet.Storage.Postgres;

/// <summary>
/// Publishes this node's commits one after another, and a commit that saw another's rows after that one.
/// </summary>
/// <remarks>
/// Commits run concurrently, and the response of the earlier of two may arrive later. A write takes a ticket before it commits,
/// and callbacks run in the order of the tickets. If a write saw another's rows, the other had committed by then, and so had
/// taken its ticket before. A ticket that waits for its response delays those behind it, for at most the duration of a commit.
/// </remarks>
internal sealed class CommitSequencer
{
    private readonly Lock _lock = new();
    private readonly Queue<Ticket> _tickets = [];

    /// <summary>Call it right before the commit is sent.</summary>
    public Ticket Take()
    {
        var ticket = new Ticket();
        lock (_lock)
            _tickets.Enqueue(ticket);
        return ticket;
    }

    /// <param name="ticket">From <see cref="Take"/>.</param>
    /// <param name="publish">The callbacks of the commit; null when it failed. Must not throw.</param>
    /// <returns>Completes when <paramref name="publish"/> was called.</returns>
    public Task CompleteAsync(Ticket ticket, Action? publish)
    {
        lock (_lock)
        {
            ticket.Publish = publish ?? (() => { });
            while (_tickets.TryPeek(out var first) && first.Publish is { } next)
            {
                _tickets.Dequeue();
                next();
                first.Published.SetResult();
            }
        }
        return ticket.Published.Task;
    }

    internal sealed class Ticket
    {
        public TaskCompletionSource Published { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Set once the outcome of the commit is known.</summary>
        public Action? Publish { get; set; }
    }
}
