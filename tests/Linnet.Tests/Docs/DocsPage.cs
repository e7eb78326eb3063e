using System.Text.RegularExpressions;
using Linnet.Tests.Fixtures;

namespace Linnet.Tests.Docs;

/// <summary>A page of the docs, and what it names that must exist.</summary>
/// <param name="Path">From the repository's root.</param>
internal sealed partial record DocsPage(string Path, string Text)
{
    private static readonly string[] NotOurs = ["node_modules", "bin", "obj", ".git", "TestResults"];

    /// <summary>The folders that a path in the docs may start from.</summary>
    private static readonly string[] Starts = ["", "src/Linnet", "tests/Linnet.Tests", "bench/Linnet.Bench", "docs"];

    /// <summary>Every page of the repository.</summary>
    public static List<DocsPage> ReadAll() =>
        [.. FilesOf(Repository.Root).Where(file => file.EndsWith(".md", StringComparison.Ordinal)).Select(Read)];

    /// <returns>A sentence for each relative link that leads nowhere.</returns>
    public List<string> FindBrokenLinks()
    {
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.Combine(Repository.Root, Path))!;
        return [.. from Match link in Link().Matches(WithoutBlocks)
                   let target = link.Groups["target"].Value
                   where !target.Contains("://", StringComparison.Ordinal)
                   let parts = target.Split('#')
                   let file = parts[0] is "" ? System.IO.Path.Combine(Repository.Root, Path) : System.IO.Path.GetFullPath(parts[0], folder)
                   where !Exists(file) || (parts is [_, var anchor] && !AnchorsOf(file).Contains(anchor))
                   select $"{Path} links to {target}"];
    }

    /// <returns>A sentence for each source or document that is named in code style and does not exist.</returns>
    public List<string> FindMissingFiles(IReadOnlySet<string> fileNames) =>
        [.. from Match name in FileName().Matches(WithoutBlocks)
            let file = name.Groups["file"].Value
            where !fileNames.Contains(file) && !Starts.Any(start => Exists(System.IO.Path.Combine(Repository.Root, start, file)))
            select $"{Path} names {file}"];

    /// <summary>The routes that are named in code: a method, if one is given, and a path.</summary>
    public IEnumerable<(string Method, string Route)> Routes() =>
        from Match code in Code().Matches(Text)
        from Match route in Route().Matches(code.Value)
        select (route.Groups["method"].Value, route.Groups["route"].Value);

    /// <summary>The names of all files of the repository, without their folders.</summary>
    public static HashSet<string> AllFileNames() =>
        FilesOf(Repository.Root).Select(file => System.IO.Path.GetFileName(file)).ToHashSet(StringComparer.Ordinal);

    private string WithoutBlocks => Block().Replace(Text, "");

    private static DocsPage Read(string file) => new(System.IO.Path.GetRelativePath(Repository.Root, file), File.ReadAllText(file));

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    private static IEnumerable<string> FilesOf(string folder) =>
        Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder).Where(inner => !NotOurs.Contains(System.IO.Path.GetFileName(inner))).SelectMany(FilesOf));

    // As GitHub makes them of headings: lower case, hyphens for spaces, other punctuation gone.
    private static HashSet<string> AnchorsOf(string file) =>
        File.ReadLines(file)
            .Where(line => line.StartsWith('#'))
            .Select(line => NotInAnchor().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'))
            .ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    [GeneratedRegex(@"`(?<file>[\w.\-/]*\w\.(cs|csproj|sql|md|json|slnx|props|targets|html|lua))`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex FileName();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline, 10_000)]
    private static partial Regex Block();

    [GeneratedRegex("^```.*?^```|`[^`\n]+`", RegexOptions.Multiline | RegexOptions.Singleline, 10_000)]
    private static partial Regex Code();

    [GeneratedRegex("""((?<method>GET|POST|PUT|DELETE) )?(?<=^|[\s`"'(]|\$BASE|:8000)(?<route>/(auth|users|tweets|notifications|ws|sse|health|docs|redoc|openapi)\b[\w/{}.*\-]*)""", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Route();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.NonBacktracking)]
    private static partial Regex NotInAnchor();
}
