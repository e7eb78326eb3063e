using Linnet.Accounts.Passwords;
using Microsoft.Data.Sqlite;

namespace Linnet.Commands.Import;

/// <summary>The original's users as rows of <c>users</c>.</summary>
internal sealed class ImportedUsers(SourceFile original, ImportedIds ids, ImportedNames names, OriginalTime times, ImportNotes notes)
{
    // lang=sql
    private const string Select = """
        select id, username, email, hashed_password, full_name, bio, is_active, is_verified, created_at from users order by id
        """;

    public static readonly string[] Columns =
        ["id", "username", "email", "hashed_password", "full_name", "bio", "is_active", "is_verified", "created_at"];

    private readonly List<LockedOut> _lockedOut = [];

    /// <summary>Complete once <see cref="Rows"/> has been enumerated.</summary>
    public IReadOnlyList<LockedOut> LockedOut => _lockedOut;

    public IEnumerable<object?[]> Rows()
    {
        foreach (var (id, row) in original.ReadDistinct(Select, ids))
        {
            var username = names.UsernameOf(id, row.GetText(1) ?? "");
            var hash = row.GetText(3) ?? "";
            if (FindLockOutReason(hash) is { } reason)
                _lockedOut.Add(new LockedOut(id, username, reason));
            yield return
            [
                id,
                username,
                names.EmailOf(id, row.GetText(2) ?? ""),
                ImportedText.Storable(hash, notes),
                ImportedText.Storable(row.GetText(4), notes),
                ImportedText.Storable(row.GetText(5), notes),
                Flag(row, 6, true, "accounts had an is_active that is neither true nor false; they are now active"),
                Flag(row, 7, false, "accounts had an is_verified that is neither true nor false; they are now unverified"),
                times.Read(row.GetStored(8)).Microseconds,
            ];
        }
    }

    private static string? FindLockOutReason(string hash)
    {
        if (BcryptHash.TryParse(hash, out var parsed))
            return parsed.CanMatch ? null : "a damaged bcrypt hash";
        return hash switch
        {
            "" => "no password",
            _ when BcryptHash.IsTooCostly(hash) => $"a bcrypt hash of a cost above {BcryptHash.MaxCost}",
            // The modular crypt format: $name$…
            ['$', ..] when hash.Split('$') is [_, var name, _, ..] && name.Length > 2 && name.All(char.IsAsciiLetterOrDigit) =>
                $"a hash of {name}, not bcrypt",
            _ => "not a bcrypt hash",
        };
    }

    private bool Flag(SqliteDataReader row, int column, bool otherwise, string noteWhenUnreadable)
    {
        if (row.GetFlag(column) is { } flag)
            return flag;
        if (!row.IsDBNull(column))
            notes.Count(noteWhenUnreadable);
        return otherwise;
    }
}
