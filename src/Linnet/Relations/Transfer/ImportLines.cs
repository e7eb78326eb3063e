using Microsoft.VisualBasic.FileIO;

namespace Linnet.Relations.Transfer;

/// <summary>A line of a list of accounts.</summary>
/// <param name="Number">Its number in the file, from 1.</param>
/// <param name="Address">The account's address; null for a line that is no CSV.</param>
/// <param name="Flag">What the list's second column says; null when it is absent.</param>
internal sealed record ImportLine(int Number, string? Address, bool? Flag);

/// <summary>Reads the files that Mastodon exports: <c>following_accounts.csv</c>, <c>blocked_accounts.csv</c> and <c>muted_accounts.csv</c>.</summary>
internal static class ImportLines
{
    // Mastodon's names of the columns. Lists of blocks have no header.
    private const string Address = "Account address";
    private static readonly string[] LineEnds = ["\r\n", "\n", "\r"];
    private static readonly string[] Flags = ["Show boosts", "Hide notifications"];

    /// <summary>The lines with an address. Empty lines are left out, and so is the header.</summary>
    public static IEnumerable<ImportLine> Read(string csv)
    {
        var (address, flag) = (0, 1);
        var isFirst = true;
        foreach (var (index, text) in csv.TrimStart('\uFEFF').Split(LineEnds, StringSplitOptions.None).Index())
        {
            if (string.IsNullOrWhiteSpace(text))
                continue;
            var fields = ReadFields(text);
            if (isFirst && IndexOf(fields, Address) is >= 0 and var column)
                (address, flag) = (column, Flags.Select(name => IndexOf(fields, name)).Max());
            else
                yield return new ImportLine(index + 1, fields?.ElementAtOrDefault(address), ToFlag(fields?.ElementAtOrDefault(flag)));
            isFirst = false;
        }
    }

    // One line at a time, so that errors have its number: an address holds no line break.
    private static string[]? ReadFields(string line)
    {
        using var parser = new TextFieldParser(new StringReader(line));
        parser.SetDelimiters(",");
        try
        {
            return parser.ReadFields();
        }
        catch (MalformedLineException)
        {
            return null;
        }
    }

    private static int IndexOf(string[]? fields, string name) =>
        Array.FindIndex(fields ?? [], field => string.Equals(field, name, StringComparison.OrdinalIgnoreCase));

    private static bool? ToFlag(string? field) => bool.TryParse(field, out var flag) ? flag : null;
}
