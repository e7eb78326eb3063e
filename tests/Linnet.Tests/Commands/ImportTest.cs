using Linnet.Commands;
using Linnet.Commands.Import;
using Linnet.Storage.Counters;
using Linnet.Tests.Fixtures;
using Linnet.Tweets.Entities;
using Xunit;

namespace Linnet.Tests.Commands;

/// <summary>An original's file, and a database to import it into.</summary>
public abstract class ImportTest : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly CommandHost _host;

    protected ImportTest()
    {
        Original = new OriginalFile(OriginalPath);
        _host = CommandHost.Open([$"--database={_folder.File("linnet.db")}"]);
    }

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected TempFolder Folder => _folder;

    private protected OriginalFile Original { get; }

    private protected CommandHost Host => _host;

    protected string OriginalPath => _folder.File("original.db");

    public async ValueTask InitializeAsync() => await _host.Database.MigrateAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Original.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected void AddUsers(int count)
    {
        for (var id = 1; id <= count; id++)
            Original.AddUser(id, $"user{id}", $"user{id}@example.org");
    }

    private protected Importer NewImporter() => new(_host.Database, _host.Get<CounterAudit>(), _host.Get<EntityBackfill>(), _host.Get<TimeProvider>());

    private protected async Task<ImportReport> ImportAsync(bool renumber = false)
    {
        using var original = OriginalDatabase.Open(OriginalPath);
        return await NewImporter().RunAsync(original, renumber, _ => { }, Cancellation);
    }

    private protected Task<List<string>> RowsAsync(string sql, int timeFrom = int.MaxValue) => TableText.ReadAsync(_host.Database, sql, timeFrom);
}
