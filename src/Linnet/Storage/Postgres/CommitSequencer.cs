namespace Linnet.Storage.Postgres;

/// <summary>
/// Has this node's commits told of one after the other, and a commit that builds on another's rows after it.
/// </summary>
/// <remarks>
/// Commits run side by side, and of two the earlier one's answer may be read later. Whoever is about to commit takes a
/// place in the queue, and what follows the commit is done in the order of the places. If one write saw the rows of
/// another, the other had committed by then, and so had taken its place before. A place that waits for its answer holds up
/// those behind it, for no longer than a commit may take.
/// </remarks>
internal sealed class CommitSequencer
{
    private readonly Lock _lock = new();
    private readonly Queue<Ticket> _tickets = [];

    /// <summary>To be called right before the commit is sent.</summary>
    public Ticket Take()
    {
        var ticket = new Ticket();
        lock (_lock)
            _tickets.Enqueue(ticket);
        return ticket;
    }

    /// <param name="ticket">From <see cref="Take"/>.</param>
    /// <param name="publish">What follows the commit; null when it failed. Must not throw.</param>
    /// <returns>When it completes, <paramref name="publish"/> was called.</returns>
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
