using System.Collections.Frozen;
using Linnet.Storage;

namespace Linnet.Events;

/// <summary>Carries domain events from the write that causes them to everything that reacts to them, in this process and in other nodes.</summary>
/// <remarks>
/// There are two ways to react. An <see cref="IEventWriter"/> takes part in the transaction: its rows exist exactly if the
/// write does. A subscriber (<see cref="EventSubscription"/>) is called after the commit and before the caller is answered;
/// it must be quick and leave longer work to a queue. A write that fails publishes nothing. Events of this process arrive in
/// the order of commits; those of other nodes arrive some milliseconds later, anywhere among them: docs/memory.md.
/// </remarks>
internal sealed class EventBus
{
    private readonly Database _database;
    private readonly IEventWriter[] _writers;
    private readonly Lazy<FrozenDictionary<Type, Action<DomainEvent, Commit>[]>> _handlers;
    private readonly Lock _observing = new();
    private Action<DomainEvent, Commit>[] _observers = [];

    public EventBus(Database database, IEnumerable<IEventWriter> writers, IEnumerable<EventSubscription> subscriptions, IServiceProvider services)
    {
        _database = database;
        _writers = [.. writers];
        // Later than this constructor: some subscribers depend on services that raise events.
        _handlers = new(() => Connect(subscriptions, services));
        database.OnExternalWrite(() => Publish(new CachesInvalid(), new Commit(long.MaxValue, IsRemote: false)));
    }

    /// <summary>Raises an event inside the write that makes it true.</summary>
    public async Task RaiseAsync(DbSession db, DomainEvent @event)
    {
        Add(db, @event);
        foreach (var writer in _writers)
        {
            foreach (var further in await writer.WriteAsync(db, @event))
                Add(db, further);
        }
    }

    /// <summary>Publishes an event that leaves no rows. On a single node it does not touch the database.</summary>
    public async Task AnnounceAsync(DomainEvent @event, CancellationToken cancellation)
    {
        if (!_database.IsShared)
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

    /// <summary>Creates the subscribers. A server does so before its first request, so that no event finds one missing; a command at its first event.</summary>
    public void Connect() => _ = _handlers.Value;

    /// <summary>Calls the subscribers. For events that no write of this process raised.</summary>
    public void Publish(DomainEvent @event, Commit commit)
    {
        if (_handlers.Value.TryGetValue(@event.GetType(), out var handlers))
        {
            foreach (var handle in handlers)
                handle(@event, commit);
        }
        foreach (var observe in _observers)
            observe(@event, commit);
    }

    /// <summary>Shows every event to a diagnostic, such as a test's record. Services declare the events that they handle instead.</summary>
    public void Observe(Action<DomainEvent, Commit> observer)
    {
        lock (_observing)
            _observers = [.. _observers, observer];
    }

    private static FrozenDictionary<Type, Action<DomainEvent, Commit>[]> Connect(IEnumerable<EventSubscription> subscriptions, IServiceProvider services) =>
        subscriptions.SelectMany(subscription => subscription.Connect(services))
            .GroupBy(handler => handler.Event, handler => handler.Handle)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray());

    private void Add(DbSession db, DomainEvent @event)
    {
        db.AfterCommit(this, @event, static (events, raised, commit) => events.Publish(raised, new Commit(commit, IsRemote: false)));
        if (_database.IsShared)
            db.AddToOutbox(EventText.Write(@event));
    }
}

/// <summary>Keeps rows that follow from events, in the transaction that raises them.</summary>
internal interface IEventWriter
{
    /// <returns>Further events that these rows cause; they are published after the commit too.</returns>
    Task<IReadOnlyList<DomainEvent>> WriteAsync(DbSession db, DomainEvent @event);
}

/// <summary>The commit that made an event true.</summary>
/// <param name="Number">Tells whether a reader saw it: <see cref="Common.Caching.Snapshot"/>.</param>
/// <param name="IsRemote">
/// Another node made it. A local and a remote event that undo each other may arrive in either order. A count that adds up is
/// right all the same; a value that is set is not, so drop it instead.
/// </param>
internal readonly record struct Commit(long Number, bool IsRemote);
