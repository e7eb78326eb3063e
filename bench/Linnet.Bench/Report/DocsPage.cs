using Linnet.Bench.Servers;

namespace Linnet.Bench.Report;

/// <summary>A page of the docs with places between markers, which the bench writes.</summary>
internal static class DocsPage
{
    public static readonly string Folder = Path.Combine(LinnetProgram.Repository, "docs");

    /// <summary>Puts text in the place of what stands between two markers.</summary>
    public static async Task ReplaceAsync(string file, string name, string written, CancellationToken cancellation)
    {
        var page = Path.Combine(Folder, file);
        var text = await File.ReadAllTextAsync(page, cancellation);
        var (beginMark, endMark) = ($"<!-- {name}: begin -->", $"<!-- {name}: end -->");
        var begin = text.IndexOf(beginMark, StringComparison.Ordinal);
        var end = text.IndexOf(endMark, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
            throw new BenchException($"{page} has no markers '{name}' to write between.");
        await File.WriteAllTextAsync(page, $"{text[..(begin + beginMark.Length)]}\n{written}\n{text[end..]}", cancellation);
    }
}
