using System.Text;
using System.Text.RegularExpressions;
using Linnet.Tests.Fixtures;

namespace Linnet.Tests.Docs;

/// <summary>A step of the README's tour: a block of shell, and what the README says it prints.</summary>
/// <param name="Shell">From a block marked <c>sh tour</c>.</param>
/// <param name="Shown">The lines of the block marked <c>text tour</c> after it; none when there is no such block.</param>
internal sealed partial record ReadmeTour(string Shell, IReadOnlyList<string> Shown)
{
    private const string LeftOut = "…";

    public static List<ReadmeTour> ReadAll()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        return [.. Step().Matches(readme).Select(step => new ReadmeTour(step.Groups["shell"].Value, LinesOf(step.Groups["shown"].Value)))];
    }

    /// <summary>Whether a step printed what is shown: line for line, with <c>…</c> for anything.</summary>
    /// <param name="printed">All that the step printed.</param>
    /// <param name="address">Where the server is, which the README has on its default port.</param>
    public bool Shows(string printed, string address)
    {
        var lines = LinesOf(printed);
        return lines.Count == Shown.Count
            && lines.Zip(Shown).All(pair => PatternOf(pair.Second.Replace("http://localhost:8000", address, StringComparison.Ordinal)).IsMatch(pair.First));
    }

    /// <summary>All steps as one script, in which a line of <paramref name="separator"/> follows the output of each.</summary>
    public static string ToScript(IEnumerable<ReadmeTour> steps, string separator)
    {
        var script = new StringBuilder();
        foreach (var step in steps)
            script.Append(step.Shell).Append('\n').Append("echo ").Append(separator).Append('\n');
        return script.ToString();
    }

    private static Regex PatternOf(string shown) =>
        new($"^{string.Join(".*", shown.Split(LeftOut).Select(Regex.Escape))}$", RegexOptions.NonBacktracking, Timeout.InfiniteTimeSpan);

    private static List<string> LinesOf(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    [GeneratedRegex("^```sh tour\n(?<shell>.*?)^```\n(```text tour\n(?<shown>.*?)^```\n)?", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Step();
}
