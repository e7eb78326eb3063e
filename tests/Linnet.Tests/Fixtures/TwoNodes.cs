namespace Linnet.Tests.Fixtures;

/// <summary>Two servers on one PostgreSQL database.</summary>
internal sealed class TwoNodes : IAsyncDisposable
{
    /// <summary>How late an event of another node may arrive.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);

    private TwoNodes(string database, RunningLinnet a, RunningLinnet b) => (Database, A, B) = (database, a, b);

    public string Database { get; }

    public RunningLinnet A { get; }

    public RunningLinnet B { get; }

    public static async Task<TwoNodes> StartAsync(params string[] settings)
    {
        var database = await PostgresServer.CreateDatabaseAsync();
        return new TwoNodes(
            database, await RunningLinnet.StartNodeAsync(database, settings), await RunningLinnet.StartNodeAsync(database, settings));
    }

    /// <summary>Somebody at one node and at the other.</summary>
    public async Task<(Person AtA, Person AtB)> JoinAsync()
    {
        var person = await A.JoinAsync();
        return (person, person.On(B));
    }

    public async ValueTask DisposeAsync()
    {
        await A.DisposeAsync();
        await B.DisposeAsync();
        await PostgresServer.DropAsync(Database);
    }
}
