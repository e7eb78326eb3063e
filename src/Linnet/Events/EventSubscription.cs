namespace Linnet.Events;

/// <summary>Which events a service handles after their commits. A feature declares it where it registers the service.</summary>
internal abstract class EventSubscription
{
    /// <summary>The service; one for the process.</summary>
    public abstract Type Subscriber { get; }

    /// <summary>The events that it handles. The bus calls it for no other.</summary>
    public abstract IReadOnlyCollection<Type> Events { get; }

    /// <summary>Creates the service, if it does not exist yet, and returns its handlers by event.</summary>
    public abstract IEnumerable<(Type Event, Action<DomainEvent, Commit> Handle)> Connect(IServiceProvider services);
}

/// <inheritdoc/>
internal sealed class EventSubscription<T> : EventSubscription
    where T : class
{
    private readonly Dictionary<Type, Action<T, DomainEvent, Commit>> _handlers = [];

    public override Type Subscriber => typeof(T);

    public override IReadOnlyCollection<Type> Events => _handlers.Keys;

    /// <exception cref="ArgumentException">The event was declared before.</exception>
    public EventSubscription<T> On<TEvent>(Action<T, TEvent, Commit> handle)
        where TEvent : DomainEvent
    {
        _handlers.Add(typeof(TEvent), (subscriber, @event, commit) => handle(subscriber, (TEvent)@event, commit));
        return this;
    }

    /// <inheritdoc cref="On{TEvent}(Action{T, TEvent, Commit})"/>
    public EventSubscription<T> On<TEvent>(Action<T, TEvent> handle)
        where TEvent : DomainEvent => On<TEvent>((subscriber, @event, _) => handle(subscriber, @event));

    /// <summary>Handles both events after which nothing in memory may be trusted: <see cref="EventFeedLost"/> and <see cref="CachesInvalid"/>.</summary>
    public EventSubscription<T> OnInvalid(Action<T> clear) =>
        On<EventFeedLost>((subscriber, _) => clear(subscriber)).On<CachesInvalid>((subscriber, _) => clear(subscriber));

    public override IEnumerable<(Type Event, Action<DomainEvent, Commit> Handle)> Connect(IServiceProvider services) =>
        Connect(services.GetRequiredService<T>());

    /// <returns>The handlers of one object, by event.</returns>
    public IEnumerable<(Type Event, Action<DomainEvent, Commit> Handle)> Connect(T subscriber) =>
        _handlers.Select(handler => (handler.Key, (Action<DomainEvent, Commit>)((@event, commit) => handler.Value(subscriber, @event, commit))));
}

internal static class EventSubscriptionExtensions
{
    /// <summary>Declares the events that a registered singleton handles. Subscribers of one event are called in the order of registration.</summary>
    public static IServiceCollection AddSubscriber<T>(this IServiceCollection services, Func<EventSubscription<T>, EventSubscription<T>> declare)
        where T : class => services.AddSingleton<EventSubscription>(declare(new EventSubscription<T>()));
}
