namespace Linnet.Common.Settings;

/// <summary>Finds the known name that an unknown one probably stands for.</summary>
internal static class NearestName
{
    /// <returns>The name that takes the fewest changes of a letter, if they are few; else null.</returns>
    public static string? Find(string written, IEnumerable<string> names)
    {
        var nearest = names.Select(name => (Name: name, Changes: CountChanges(written.ToUpperInvariant(), name.ToUpperInvariant())))
            .OrderBy(candidate => candidate.Changes)
            .FirstOrDefault();
        return nearest.Name is not null && nearest.Changes <= Math.Max(2, written.Length / 4) ? nearest.Name : null;
    }

    // Levenshtein's distance, row by row.
    private static int CountChanges(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 0; i < from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < to.Length; j++)
            {
                var replaced = diagonal + (from[i] == to[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(replaced, Math.Min(row[j], row[j + 1]) + 1);
            }
        }
        return row[^1];
    }
}
