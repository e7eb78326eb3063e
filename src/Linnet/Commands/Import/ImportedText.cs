namespace Linnet.Commands.Import;

/// <summary>Text that either database engine can hold.</summary>
internal static class ImportedText
{
    /// <summary>Replaces NUL, which PostgreSQL cannot store, for both engines.</summary>
    public static string? Storable(string? text, ImportNotes notes)
    {
        if (text is null || !text.Contains('\0', StringComparison.Ordinal))
            return text;
        notes.Count("texts contained NUL characters, which were replaced with U+FFFD");
        return text.Replace('\0', '\uFFFD');
    }
}
