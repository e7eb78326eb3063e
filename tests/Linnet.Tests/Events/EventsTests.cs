using System.Net;
using System.Text.Json.Nodes;
using Linnet.Accounts.Administration;
using Linnet.Events;
using Linnet.Storage;
using Linnet.Tests.Fixtures;
using Linnet.Tests.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Events;

/// <summary>Which events each call fires: exactly these, in this order; and none when it is refused.</summary>
public sealed class EventsTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;
    private ObservedServer _world = null!;
    private RecordedEvents _recorded = null!;

    public static TheoryData<string> Calls => [.. WritingCalls.All.Keys];

    public static TheoryData<string> Refusals => [.. RefusedCalls.All.Keys];

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        _world = await ObservedServer.CreateAsync(_linnet);
        _recorded = new RecordedEvents(_linnet);
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_fires_exactly_its_events(string name)
    {
        var call = WritingCalls.All[name];
        await call.Prepare(_world);
        _recorded.Clear();
        var answer = await call.Send(_world);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
        Assert.Equal(call.Expected(_world, await IdOfAsync(answer)).Select(RecordedEvents.Describe), _recorded.Descriptions);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refused_call_fires_none(string name)
    {
        var (status, send) = RefusedCalls.All[name];
        Assert.Equal(status, (await send(_world)).StatusCode);
        Assert.Empty(_recorded.Descriptions);
    }

    [Fact]
    public async Task The_table_has_every_operation_that_writes()
    {
        var api = await ApiDescription.ReadAsync(_linnet.Http);
        var writing = api.Operations.Where(operation => operation.Method != HttpMethod.Get).Select(operation => $"{operation.Method} {operation.Path.TrimEnd('/')}");
        Assert.Equal(writing.Order(), WritingCalls.All.Keys.Select(name => name.Split(" (")[0]).Distinct().Order());
    }

    [Fact]
    public async Task A_spent_refresh_token_is_refused_and_ends_its_session()
    {
        await _world.Linnet.PostAsync("/auth/refresh", new { refresh_token = _world.RefreshToken });
        await _linnet.Services.GetRequiredService<Database>().WriteAsync(
            db => db.ExecuteAsync("update sessions set last_used_at = last_used_at - 31000000"), TestContext.Current.CancellationToken);
        var replay = await _world.Linnet.PostAsync("/auth/refresh", new { refresh_token = _world.RefreshToken });
        Assert.Equal(HttpStatusCode.Unauthorized, replay.StatusCode);
        Assert.Equal([RecordedEvents.Describe(new SessionsEnded(_world.Cyd.Id))], _recorded.Descriptions);
    }

    [Fact]
    public async Task Administration_tells_of_what_it_changes()
    {
        var administration = _linnet.Services.GetRequiredService<AccountAdministration>();
        await administration.DeactivateAsync(AccountReference.Parse("ada"), TestContext.Current.CancellationToken);
        await administration.ActivateAsync(AccountReference.Parse("ada"), TestContext.Current.CancellationToken);
        await administration.SetVerifiedAsync(AccountReference.Parse("ada"), true, TestContext.Current.CancellationToken);
        await administration.SetVerifiedAsync(AccountReference.Parse("nobody"), true, TestContext.Current.CancellationToken);
        DomainEvent[] expected =
        [
            new AccountChanged(_world.Ada.Id), new SessionsEnded(_world.Ada.Id), new AccountChanged(_world.Ada.Id), new AccountChanged(_world.Ada.Id),
        ];
        Assert.Equal(expected.Select(RecordedEvents.Describe), _recorded.Descriptions);
    }

    private static async Task<long> IdOfAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return text.Length == 0 ? 0 : (long?)JsonNode.Parse(text)!["id"] ?? 0;
    }
}
