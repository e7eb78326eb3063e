using Linnet.Storage;

namespace Linnet.Events;

/// <summary>
/// Carries domain events from the write that causes them to everyone who reacts: in this process, and in the other nodes.
/// </summary>
/// <remarks>
/// An event has two kinds of followers. <see cref="IEventWriter"/>s take part in the transaction itself: what they write
/// is there exactly if the act is. Subscribers hear of it after the commit, before the caller is answered; they must be
/// quick and hand longer work on. A write that is refused or fails publishes nothing. This process's own events come in the
/// order of commits; those of other nodes come some milliseconds late, at any place among them: <see cref="Commit"/>.
/// </remarks>
internal sealed class EventBus
{
    private readonly Database _database;
    private readonly IEventWriter[] _writers;
    private readonly bool _hasOtherNodes;
    private readonly Lock _subscribing = new();
    private Action<DomainEvent, Commit>[] _subscribers = [];

    public EventBus(Database database, IEnumerable<IEventWriter> writers)
    {
        _database = database;
        _writers = [.. writers];
        _hasOtherNodes = database.Outbox is not null;
        database.OnExternalWrite(() => Publish(new CachesInvalid(), new Commit(long.MaxValue, IsRemote: false)));
    }

    /// <summary>To be called inside the write that makes it true.</summary>
    public async Task RaiseAsync(DbSession db, DomainEvent @event)
    {
        Add(db, @event);
        foreach (var writer in _writers)
        {
            foreach (var further in await writer.WriteAsync(db, @event))
                Add(db, further);
        }
    }

    /// <summary>Tells of something that leaves no trace in the database; on a single node it is not even asked.</summary>
    public async Task AnnounceAsync(DomainEvent @event, CancellationToken cancellation)
    {
        if (!_hasOtherNodes)
        {
            Publish(@event, new Commit(long.MaxValue, IsRemote: false));
            return;
        }
        await _database.WriteAsync(
            db =>
            {
                Add(db, @event);
                return Task.FromResult(@event);
            },
            cancellation);
    }

    /// <summary>For the life of the process; what it subscribes is called on the writer's thread, or the feed's.</summary>
    public void Subscribe(Action<DomainEvent> subscriber) => Subscribe((DomainEvent @event, Commit _) => subscriber(@event));

    /// <summary>The same, told the number of the commit as well: <see cref="DbSession.AfterCommit"/>.</summary>
    public void Subscribe(Action<DomainEvent, long> subscriber) => Subscribe((DomainEvent @event, Commit commit) => subscriber(@event, commit.Number));

    /// <summary>The same, told also whether it was made elsewhere.</summary>
    public void Subscribe(Action<DomainEvent, Commit> subscriber)
    {
        lock (_subscribing)
            _subscribers = [.. _subscribers, subscriber];
    }

    /// <summary>For what no write of this process tells.</summary>
    public void Publish(DomainEvent @event, Commit commit)
    {
        foreach (var subscriber in _subscribers)
            subscriber(@event, commit);
    }

    private void Add(DbSession db, DomainEvent @event)
    {
        db.AfterCommit(commit => Publish(@event, new Commit(commit, IsRemote: false)));
        if (_hasOtherNodes)
            db.AddToOutbox(EventText.Write(@event));
    }
}

/// <summary>Keeps rows that follow from events, in the transaction of the act.</summary>
internal interface IEventWriter
{
    /// <returns>What came of it: further events, published after the commit as well.</returns>
    Task<IReadOnlyList<DomainEvent>> WriteAsync(DbSession db, DomainEvent @event);
}

/// <summary>The commit that made an event true.</summary>
/// <param name="Number">Says who has seen it: <see cref="Common.Caching.Snapshot"/>.</param>
/// <param name="IsRemote">
/// Another node made it. Of two events of which one undoes the other, and only one is from elsewhere, either may be heard
/// first. What adds up (a count) comes out right all the same; what is set to a value is to be read anew instead.
/// </param>
internal readonly record struct Commit(long Number, bool IsRemote);
