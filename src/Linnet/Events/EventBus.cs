using Linnet.Storage;

namespace Linnet.Events;

/// <summary>
/// Carries domain events from the write that causes them to everyone in this process who reacts.
/// </summary>
/// <remarks>
/// An event has two kinds of followers. <see cref="IEventWriter"/>s take part in the transaction itself: what they write
/// is there exactly if the act is. Subscribers hear of it after the commit, in the order of commits, before the caller is
/// answered; they must be quick and hand longer work on. A write that is refused or fails publishes nothing.
/// </remarks>
internal sealed class EventBus
{
    private readonly IEventWriter[] _writers;
    private readonly Lock _subscribing = new();
    private Action<DomainEvent, long>[] _subscribers = [];

    public EventBus(Database database, IEnumerable<IEventWriter> writers)
    {
        _writers = [.. writers];
        database.OnUntoldWrites(() => Publish(new EventsMissed(), long.MaxValue));
    }

    /// <summary>To be called inside the write that makes it true.</summary>
    public async Task RaiseAsync(DbSession db, DomainEvent happened)
    {
        db.AfterCommit(commit => Publish(happened, commit));
        foreach (var writer in _writers)
        {
            foreach (var further in await writer.WriteAsync(db, happened))
                db.AfterCommit(commit => Publish(further, commit));
        }
    }

    /// <summary>For the life of the process; what it subscribes is called on the writer's thread.</summary>
    public void Subscribe(Action<DomainEvent> subscriber) => Subscribe((happened, _) => subscriber(happened));

    /// <summary>The same, told the number of the commit as well: <see cref="DbSession.AfterCommit"/>.</summary>
    public void Subscribe(Action<DomainEvent, long> subscriber)
    {
        lock (_subscribing)
            _subscribers = [.. _subscribers, subscriber];
    }

    private void Publish(DomainEvent happened, long commit)
    {
        foreach (var subscriber in _subscribers)
            subscriber(happened, commit);
    }
}

/// <summary>Keeps rows that follow from events, in the transaction of the act.</summary>
internal interface IEventWriter
{
    /// <returns>What came of it: further events, published after the commit as well.</returns>
    Task<IReadOnlyList<DomainEvent>> WriteAsync(DbSession db, DomainEvent happened);
}
