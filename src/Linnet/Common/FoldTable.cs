using System.Globalization;
using System.Text;

namespace Linnet.Common;

/// <summary>What single characters become in a key: Unicode's NFKC_Casefold, from <c>nfkc-casefold.txt</c>.</summary>
internal sealed class FoldTable
{
    private readonly List<int> _firsts = [];
    private readonly List<Run> _runs = [];

    private FoldTable()
    {
    }

    /// <summary>Reads the table, some milliseconds and 300 KB.</summary>
    public static FoldTable Load()
    {
        var table = new FoldTable();
        using var stream = typeof(FoldTable).Assembly.GetManifestResourceStream("Unicode/nfkc-casefold.txt")!; // Embedded by the project.
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
                table.Add(line);
        }
        return table;
    }

    public void AppendFolded(StringBuilder text, Rune rune)
    {
        var index = _firsts.BinarySearch(rune.Value);
        var run = index == -1 ? default : _runs[index >= 0 ? index : ~index - 1];
        if (rune.Value > run.Last || run.Target is null)
            text.Append(rune);
        else if (run.Target.Length == 1)
            text.Append(new Rune(run.Target[0].Value + rune.Value - run.First));
        else
            Array.ForEach(run.Target, part => text.Append(part));
    }

    private void Add(string line)
    {
        var fields = line.Split(' ');
        var range = fields[0].Split('-');
        _firsts.Add(Parse(range[0]));
        _runs.Add(new Run(Parse(range[0]), Parse(range[^1]), [.. fields.Skip(1).Select(field => new Rune(Parse(field)))]));
    }

    private static int Parse(string hex) => int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    // An empty target removes the characters. A single one is that of the first; the others follow in order.
    private readonly record struct Run(int First, int Last, Rune[]? Target);
}
