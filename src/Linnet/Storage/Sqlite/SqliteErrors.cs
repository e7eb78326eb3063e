using Linnet.Common;
using Microsoft.Data.Sqlite;

namespace Linnet.Storage.Sqlite;

/// <summary>Which of SQLite's result codes (https://sqlite.org/rescode.html) are outages, and which outage each is.</summary>
internal static class SqliteErrors
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int Interrupted = 9;
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>The outage behind an error, or null when it is a bug of ours (a constraint, a misuse).</summary>
    public static OutageException? AsOutage(SqliteException error) => error.SqliteErrorCode switch
    {
        Busy or Locked => new OutageException(StorageErrors.Busy, error),
        Interrupted => new OutageException(StorageErrors.TooLong, error),
        Full => new OutageException(StorageErrors.Full, error),
        ReadOnly or IoError or Corrupt or CannotOpen or NotADatabase => new OutageException(StorageErrors.Down, error),
        _ => null,
    };

    /// <summary>What to tell an operator whose database cannot be opened, in one line.</summary>
    public static OperatorException AtStart(string path, SqliteException error) => new(
        ExitCode.Database,
        error.SqliteErrorCode switch
        {
            Corrupt or NotADatabase => $"{path} is damaged or is not a SQLite database ({error.Message}). It was left untouched; restore a backup, or name another file with --database.",
            Full => $"There is no room left on the disk that holds {path}.",
            Busy or Locked => $"{path} is locked by another program. Stop it, or name another file with --database.",
            ReadOnly => FileOwner.Explain(path) is { } owner
                ? $"{path} cannot be written to. {owner}"
                : $"{path} cannot be written to. Give this user the right to write to the file and its folder.",
            CannotOpen => FileOwner.Explain(path) is { } owner
                ? $"{path} cannot be opened. {owner}"
                : $"{path} cannot be opened or created. Check that the folder exists and that this user may write to it.",
            _ => $"{path} cannot be used: {error.Message}",
        },
        error);
}
