using System.Reflection;
using System.Text.Json.Serialization;
using Linnet.Events;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Events;

/// <summary>The table of <c>docs/memory.md</c>: which subscriber handles which event.</summary>
public sealed class EventTableTests : IAsyncLifetime
{
    private const string Ignored = "–";

    private RunningLinnet _linnet = null!;

    public async ValueTask InitializeAsync() => _linnet = await RunningLinnet.StartAsync();

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public void The_page_shows_every_event_and_what_each_subscriber_does_with_it() =>
        Assert.Empty(FindDifferences(ReadPage(), Events, Subscriptions));

    [Fact]
    public void An_event_without_a_row_is_found()
    {
        var difference = Assert.Single(FindDifferences(ReadPage(), [.. Events, typeof(TweetTranslated)], Subscriptions));
        Assert.Equal("TweetTranslated has no row", difference);
    }

    [Fact]
    public void A_subscriber_without_a_column_is_found()
    {
        var planted = new EventSubscription<EventTableTests>().On<TweetLiked>((_, _) => { });
        Assert.Contains("EventTableTests has no column", FindDifferences(ReadPage(), Events, [.. Subscriptions, planted]));
    }

    [Theory]
    [InlineData("| SessionsEnded | – | – | – | – | – | – | – | drops |", "| SessionsEnded | – | – | – | – | – | – | – | – |", "TokenAuthenticator handles SessionsEnded; the page says that it does not")]
    [InlineData("| SessionsEnded | – | – | – | – | – | – | – | drops |", "| SessionsEnded | – | clears | – | – | – | – | – | drops |", "UserCache does not handle SessionsEnded; the page says: clears")]
    public void A_cell_that_differs_from_the_subscriptions_is_found(string cells, string planted, string expected) =>
        Assert.Equal([expected], FindDifferences(ReadPage().Replace(cells, planted, StringComparison.Ordinal), Events, Subscriptions));

    [Fact]
    public void A_row_of_an_event_that_is_gone_is_found() =>
        Assert.Equal(["TweetLiked is no event"], FindDifferences(ReadPage(), [.. Events.Where(@event => @event != typeof(TweetLiked))], Subscriptions));

    [Fact]
    public void A_column_of_a_subscriber_that_is_gone_is_found() =>
        Assert.Contains(
            "The columns are not the subscribers in the order of registration",
            FindDifferences(ReadPage(), Events, [.. Subscriptions.Where(subscription => subscription.Subscriber.Name != "NotificationMetrics")]));

    [Fact]
    public void Columns_in_another_order_than_the_registrations_are_found() =>
        Assert.Equal(
            ["The columns are not the subscribers in the order of registration"],
            FindDifferences(ReadPage(), Events, [.. Subscriptions.Reverse()]));

    private static Type[] Events =>
        [.. typeof(DomainEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(derived => derived.DerivedType)];

    private EventSubscription[] Subscriptions => [.. _linnet.Services.GetServices<EventSubscription>()];

    private static string ReadPage() => File.ReadAllText(Path.Combine(Repository.Root, "docs", "memory.md"));

    private static List<string> FindDifferences(string page, Type[] events, EventSubscription[] subscriptions)
    {
        var rows = page.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(Cells)
            .SkipWhile(cells => cells[0] != "event").ToList();
        var columns = rows[0];
        var differences = subscriptions.Select(subscription => subscription.Subscriber.Name).Except(columns)
            .Select(subscriber => $"{subscriber} has no column").ToList();
        if (!columns.Skip(1).SequenceEqual(subscriptions.Select(subscription => subscription.Subscriber.Name)))
            differences.Add("The columns are not the subscribers in the order of registration");
        differences.AddRange(rows.Skip(2).Select(cells => cells[0]).Except(events.Select(@event => @event.Name)).Select(name => $"{name} is no event"));
        foreach (var @event in events)
        {
            if (rows.SingleOrDefault(cells => cells[0] == @event.Name) is not { } row)
            {
                differences.Add($"{@event.Name} has no row");
                continue;
            }
            for (var index = 1; index < columns.Length; index++)
            {
                var isHandled = subscriptions.Any(subscription => subscription.Subscriber.Name == columns[index] && subscription.Events.Contains(@event));
                if (isHandled && row[index] == Ignored)
                    differences.Add($"{columns[index]} handles {@event.Name}; the page says that it does not");
                if (!isHandled && row[index] != Ignored)
                    differences.Add($"{columns[index]} does not handle {@event.Name}; the page says: {row[index]}");
            }
        }
        return differences;
    }

    private static string[] Cells(string line) => [.. line.Trim('|', ' ').Split('|').Select(cell => cell.Trim())];

    private sealed record TweetTranslated : DomainEvent;
}
