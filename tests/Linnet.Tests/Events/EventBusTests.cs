using Linnet.Accounts.Administration;
using Linnet.Events;
using Linnet.Hosting;
using Linnet.Storage;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Linnet.Tests.Events;

/// <summary>Which subscribers the bus calls, in which order, and when it creates them.</summary>
public sealed class EventBusTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private string _database = null!;
    private IHost _command = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(_folder);
        _command = LinnetHost.BuildTool([$"--database={_database}"]);
        await _command.Services.GetRequiredService<Database>().MigrateAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)_command).DisposeAsync();
        await TestDatabase.DropAsync(_database);
        _folder.Dispose();
    }

    [Fact]
    public async Task Subscribers_are_called_for_the_events_that_they_declared_in_the_order_of_registration()
    {
        await using var services = BuildServices(services => services
            .AddSubscriber<Second>(on => on.On<AccountDeleted>((second, _) => second.Calls.Add("second")))
            .AddSubscriber<First>(on => on
                .On<AccountDeleted>((first, deleted) => first.Calls.Add($"first: {deleted.AccountId}"))
                .OnInvalid(first => first.Calls.Add("first: cleared"))));
        var bus = services.GetRequiredService<EventBus>();
        foreach (var @event in new DomainEvent[] { new AccountDeleted(7), new AccountRegistered(8), new EventFeedLost(), new CachesInvalid() })
            bus.Publish(@event, new Commit(1, IsRemote: false));
        Assert.Equal(["second", "first: 7", "first: cleared", "first: cleared"], services.GetRequiredService<List<string>>());
    }

    [Fact]
    public async Task A_handler_gets_the_commit_of_its_event()
    {
        var commits = new List<Commit>();
        await using var services = BuildServices(services =>
            services.AddSubscriber<First>(on => on.On<AccountDeleted>((_, _, commit) => commits.Add(commit))));
        services.GetRequiredService<EventBus>().Publish(new AccountDeleted(7), new Commit(5, IsRemote: true));
        Assert.Equal([new Commit(5, IsRemote: true)], commits);
    }

    [Fact]
    public async Task A_subscriber_may_raise_events_and_is_created_before_the_first_one()
    {
        await using var services = BuildServices(services => services
            .AddSingleton<Raiser>()
            .AddSubscriber<Raiser>(on => on.On<AccountDeleted>((raiser, _) => raiser.Calls.Add("handled"))));
        var bus = services.GetRequiredService<EventBus>();
        Assert.Empty(services.GetRequiredService<List<string>>());
        bus.Connect();
        Assert.Equal(["created"], services.GetRequiredService<List<string>>());
        bus.Publish(new AccountDeleted(7), new Commit(1, IsRemote: false));
        Assert.Equal(["created", "handled"], services.GetRequiredService<List<string>>());
    }

    [Fact]
    public void An_event_cannot_be_declared_twice_by_one_subscriber() =>
        Assert.Throws<ArgumentException>(() => new EventSubscription<First>().OnInvalid(_ => { }).On<CachesInvalid>((_, _) => { }));

    [Fact]
    public async Task A_command_has_no_subscribers_of_the_server_and_connects_at_its_first_event()
    {
        var subscribers = _command.Services.GetServices<EventSubscription>().Select(subscription => subscription.Subscriber.Name);
        Assert.Equal(["UserLists", "UserCache", "RelationLists", "ViewerCache", "ActiveFollowerIndex", "TweetLists", "TweetCache"], subscribers);
        await _command.Services.GetRequiredService<Database>().WriteAsync(
            db => db.ExecuteAsync("insert into users (username, email, hashed_password, created_at) values ('ada', 'ada@example.org', '', 0)"), Cancellation);
        var verified = await _command.Services.GetRequiredService<AccountAdministration>().SetVerifiedAsync(AccountReference.Parse("ada"), true, Cancellation);
        Assert.True(verified?.IsVerified);
    }

    private ServiceProvider BuildServices(Action<IServiceCollection> add)
    {
        var services = new ServiceCollection();
        services.AddSingleton(_command.Services.GetRequiredService<Database>());
        services.AddSingleton<EventBus>();
        services.AddSingleton<List<string>>();
        services.AddSingleton<First>();
        services.AddSingleton<Second>();
        add(services);
        return services.BuildServiceProvider();
    }

    private sealed class First(List<string> calls)
    {
        public List<string> Calls => calls;
    }

    private sealed class Second(List<string> calls)
    {
        public List<string> Calls => calls;
    }

    /// <summary>A subscriber that needs the bus itself, as a service does that raises events.</summary>
    private sealed class Raiser
    {
        public Raiser(List<string> calls, EventBus bus)
        {
            Assert.NotNull(bus);
            (Calls = calls).Add("created");
        }

        public List<string> Calls { get; }
    }
}
