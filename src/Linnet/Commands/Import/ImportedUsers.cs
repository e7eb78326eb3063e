namespace Linnet.Commands.Import;

/// <summary>The original's people as rows of <c>users</c>.</summary>
internal sealed class ImportedUsers(SourceFile original, ImportedNames names, OriginalTime times, ImportNotes notes)
{
    // lang=sql
    private const string Select = """
        select id, username, email, hashed_password, full_name, bio, is_active, is_verified, created_at from users order by id
        """;

    public static readonly string[] Columns =
        ["id", "username", "email", "hashed_password", "full_name", "bio", "is_active", "is_verified", "created_at"];

    /// <summary>Everyone who was copied; complete when <see cref="Rows"/> was read to its end.</summary>
    public HashSet<long> Ids { get; } = [];

    public IEnumerable<object?[]> Rows()
    {
        foreach (var row in original.Read(Select))
        {
            var id = row.GetInt64(0);
            Ids.Add(id);
            yield return
            [
                id,
                names.UsernameOf(id, row.GetText(1) ?? ""),
                names.EmailOf(id, row.GetText(2) ?? ""),
                row.GetText(3) ?? NoPassword(),
                ImportedText.Storable(row.GetText(4), notes),
                ImportedText.Storable(row.GetText(5), notes),
                row.GetFlag(6, whenNull: true),
                row.GetFlag(7, whenNull: false),
                times.Read(row.GetText(8)).Microseconds,
            ];
        }
    }

    private string NoPassword()
    {
        notes.Count("accounts had no password and cannot log in");
        return "";
    }
}
