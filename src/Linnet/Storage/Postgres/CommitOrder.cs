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
internal sealed class CommitOrder
{
    private readonly Lock _lock = new();
    private readonly Queue<Place> _places = [];

    /// <summary>To be called right before the commit is sent.</summary>
    public Place Enter()
    {
        var place = new Place();
        lock (_lock)
            _places.Enqueue(place);
        return place;
    }

    /// <param name="place">From <see cref="Enter"/>.</param>
    /// <param name="tell">What follows the commit; null when it failed. Must not throw.</param>
    /// <returns>When it completes, <paramref name="tell"/> was called.</returns>
    public Task LeaveAsync(Place place, Action? tell)
    {
        lock (_lock)
        {
            place.Tell = tell ?? (() => { });
            while (_places.TryPeek(out var first) && first.Tell is { } next)
            {
                _places.Dequeue();
                next();
                first.Told.SetResult();
            }
        }
        return place.Told.Task;
    }

    internal sealed class Place
    {
        public TaskCompletionSource Told { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Set once the outcome of the commit is known.</summary>
        public Action? Tell { get; set; }
    }
}
