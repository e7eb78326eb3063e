using Linnet.Commands;
using Linnet.Common;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Commands;

/// <summary>Every command that takes a path, with unsuitable paths: one line, an exit code, and nothing left behind.</summary>
public sealed class WrongArgumentsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Commands => new(
        "serve", "recount", "user show ada", "backup $/copy.db", "seed --people 2 --tweets 1 --follows-each 1 --likes 1", "import $/original.db");

    public static TheoryData<string> Files => new("import", "move --database=postgresql://127.0.0.1:1/linnet");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task An_unusable_database_is_refused_in_one_line(string command)
    {
        MakeOriginal();
        foreach (var database in (string[])["$/missing/linnet.db", "$", "$/text", "$/text/linnet.db", "/proc/linnet.db", "$/other.db"])
            await AssertRefusedAsync($"{command} --database={database} --urls=http://192.0.2.1:1");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task An_unreadable_file_is_refused_in_one_line(string command)
    {
        MakeOriginal();
        foreach (var file in (string[])["$/missing.db", "$", "$/text", "$/text/original.db", "$/empty", "$/other.db"])
            await AssertRefusedAsync($"{command} {file}");
        await AssertRefusedAsync([.. command.Split(' '), ""]);
        await AssertRefusedAsync([.. command.Split(' '), $"{_folder.Path}/a\nb"]);
    }

    [Fact]
    public async Task A_backup_that_cannot_be_written_is_refused_in_one_line_and_leaves_nothing_behind()
    {
        MakeOriginal();
        var database = $"--database={_folder.File("linnet.db")}";
        string[] seed = ["seed", "--people", "2", "--tweets", "1", "--follows-each", "1", "--likes", "1", "--passwords:bcryptcost=4", database];
        Assert.Equal(0, await LinnetCommandLine.RunAsync(seed, TextWriter.Null));
        foreach (var file in (string[])["$/missing/copy.db", "$", "$/text", "$/text/copy.db", "/proc/copy.db", "/dev/full/copy.db"])
            await AssertRefusedAsync($"backup {file} {database}");
        await AssertRefusedAsync(["backup", "", database]);
        await AssertRefusedAsync(["backup", $"{_folder.Path}/{new string('a', 300)}", database]);
    }

    private async Task AssertRefusedAsync(string line) =>
        await AssertRefusedAsync(line.Split(' ').Select(part => part.Replace("$", _folder.Path, StringComparison.Ordinal)).ToArray());

    private async Task AssertRefusedAsync(string[] arguments)
    {
        var before = ListFiles();
        await using var error = new StringWriter();
        var code = await LinnetCommandLine.RunAsync(arguments, error);
        Assert.True(code is (int)ExitCode.Usage or (int)ExitCode.Database, $"{string.Join(' ', arguments)} ended with {code}: {error}");
        Assert.Single(error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(before, ListFiles());
    }

    // Excludes the files that SQLite keeps beside a database while it is open.
    private List<string> ListFiles() =>
    [
        .. Directory.GetFileSystemEntries(_folder.Path)
            .Where(path => !path.EndsWith("-shm", StringComparison.Ordinal) && !path.EndsWith("-wal", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    private void MakeOriginal()
    {
        File.WriteAllText(_folder.File("text"), new string('x', 5000));
        File.WriteAllText(_folder.File("empty"), "");
        using (var original = new OriginalFile(_folder.File("original.db")))
            original.AddUser(1, "ada", "ada@example.org");
        using var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_folder.File("other.db")};Pooling=false");
        other.Open();
        using var table = other.CreateCommand();
        table.CommandText = "create table birds (name text)";
        table.ExecuteNonQuery();
    }
}
