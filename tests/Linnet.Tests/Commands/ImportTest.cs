using Linnet.Commands;
using Linnet.Commands.Import;
using Linnet.Storage.Counters;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Commands;

/// <summary>An original's file, and a database that it is imported into.</summary>
public abstract class ImportTest : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly Tool _tool;

    protected ImportTest()
    {
        Original = new OriginalFile(OriginalPath);
        _tool = Tool.Open([$"--database={_folder.File("linnet.db")}"]);
    }

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected TempFolder Folder => _folder;

    private protected OriginalFile Original { get; }

    private protected Tool Tool => _tool;

    protected string OriginalPath => _folder.File("original.db");

    public async ValueTask InitializeAsync() => await _tool.Database.MigrateAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        await _tool.DisposeAsync();
        Original.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected void AddPeople(int count)
    {
        for (var id = 1; id <= count; id++)
            Original.AddUser(id, $"person{id}", $"person{id}@example.org");
    }

    private protected Importer NewImporter() => new(_tool.Database, _tool.Get<CounterAudit>(), _tool.Get<TimeProvider>());

    private protected async Task<ImportReport> ImportAsync(bool renumber = false)
    {
        using var original = OriginalDatabase.Open(OriginalPath);
        return await NewImporter().RunAsync(original, renumber, _ => { }, Cancellation);
    }

    private protected Task<List<string>> RowsAsync(string sql, int timeFrom = int.MaxValue) => TableText.ReadAsync(_tool.Database, sql, timeFrom);
}
