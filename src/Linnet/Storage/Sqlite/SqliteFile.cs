using Linnet.Common;
using Microsoft.Data.Sqlite;

namespace Linnet.Storage.Sqlite;

/// <summary>What is done to the database as a file: recognised, created, copied.</summary>
internal static class SqliteFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // lang=sql
    private const string SelectTables = "select name from sqlite_master where type = 'table'";

    /// <summary>Looks, without changing a byte, whether the file is Linnet's own; false when it is empty or missing.</summary>
    /// <exception cref="OperatorException">It belongs to another program.</exception>
    public static bool IsOurs(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length == 0)
            return false;
        using var connection = OpenReadOnly(path);
        var tables = ReadTables(connection);
        if (tables.Count == 0 || tables.Contains("schema_migrations"))
            return tables.Count > 0;
        var name = Path.GetFileName(path);
        throw new OperatorException(ExitCode.Database, IsFastApiOriginal(tables)
            ? $"{path} was made by the FastAPI service and was left untouched. To bring it into Linnet: mv {name} original.db && linnet import original.db"
            : $"{path} is a database of another program and was left untouched. Name another file with --database.");
    }

    public static bool IsFastApiOriginal(IReadOnlySet<string> tables) =>
        !tables.Contains("schema_migrations") && tables.IsSupersetOf(["users", "tweets", "follows", "likes"]);

    /// <summary>Creates the file, when there is none, readable by its owner alone: it holds password hashes.</summary>
    public static void CreatePrivate(string path)
    {
        if (File.Exists(path))
            return;
        if (Directory.Exists(path))
            throw new OperatorException(ExitCode.Database, $"{path} is a folder. Name a file in it.");
        try
        {
            using var created = new FileStream(path, PrivateFile(FileMode.CreateNew));
            FileOwner.KeepFolders(path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process that starts at the same moment was quicker; the migration lock sorts the rest out.
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw new OperatorException(
                ExitCode.Database,
                $"{path} cannot be created. Check that the folder exists and that this user may write to it.",
                error);
        }
    }

    /// <returns>A sentence that says why the file cannot be made; null when it can. Leaves nothing behind.</returns>
    public static string? FindErrorInFolder(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
            return $"{path} cannot be created: its folder does not exist.";
        try
        {
            var options = PrivateFile(FileMode.CreateNew);
            options.Options = FileOptions.DeleteOnClose;
            using var probe = new FileStream(Path.Combine(folder, Path.GetRandomFileName()), options);
            return null;
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            return $"{path} cannot be created: this user may not write to its folder.";
        }
    }

    /// <summary>Copies the database as of one moment. The copy appears under its name only when it is whole and on disk.</summary>
    public static void Backup(string source, string target)
    {
        if (Path.Exists(target))
            throw new OperatorException(ExitCode.Database, $"{target} exists already. Name a file that does not.");
        if (Path.GetDirectoryName(target) is { } folder && !Directory.Exists(folder))
            throw new OperatorException(ExitCode.Database, $"The backup could not be written to {target}: there is no folder {folder}.");
        var partial = $"{target}.partial";
        try
        {
            File.Delete(partial);
            CreatePrivate(partial);
            using (var from = OpenReadOnly(source))
            using (var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = partial, Pooling = false }.ToString()))
            {
                to.Open();
                // One step over all pages inside one read transaction: writers go on, the copy sees none of them.
                from.BackupDatabase(to);
            }
            using (var copy = new FileStream(partial, FileMode.Open, FileAccess.ReadWrite))
                copy.Flush(flushToDisk: true);
            File.Move(partial, target);
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new OperatorException(ExitCode.Database, $"The backup could not be written to {target}: {error.Message}", error);
        }
        finally
        {
            // SQLite's own beside it as well.
            foreach (var left in (string[])[partial, $"{partial}-journal"])
            {
                if (File.Exists(left))
                    File.Delete(left);
            }
        }
    }

    /// <summary>As a copy or a restored backup may be.</summary>
    public static bool IsReadableByOthers(string path) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) is not UnixFileMode.None;

    public static SqliteConnection OpenReadOnly(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static HashSet<string> ReadTables(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = SelectTables;
        using var names = command.ExecuteReader();
        var tables = new HashSet<string>();
        while (names.Read())
            tables.Add(names.GetString(0));
        return tables;
    }

    private static FileStreamOptions PrivateFile(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }
}
