using System.Text.RegularExpressions;

namespace Linnet.Tests.Architecture;

/// <summary>Finds sources of an area that use an area to their right.</summary>
internal static partial class AreaRule
{
    public static readonly string[] Areas =
        ["Common", "Http", "Storage", "Events", "Jobs", "Media", "Users", "Relations", "Accounts", "Messages", "Tweets", "Timelines", "Notifications", "Realtime", "Hosting", "Commands"];

    /// <param name="sources">The folder that holds the areas' folders.</param>
    /// <returns>A sentence for each forbidden arrow.</returns>
    public static List<string> FindViolations(string sources)
    {
        var violations = new List<string>();
        foreach (var file in Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(sources, file);
            var area = Array.IndexOf(Areas, path.Split(Path.DirectorySeparatorChar)[0]);
            if (area < 0)
                continue;
            violations.AddRange(
                from Match match in UseOfArea().Matches(File.ReadAllText(file))
                let used = match.Groups["area"].Value
                where Array.IndexOf(Areas, used) > area
                select $"{path} uses {used}, which is to the right of {Areas[area]}");
        }
        return violations;
    }

    // Three ways to name an area: "using Linnet.Tweets", "Linnet.Tweets.Tweet", and "Tweets.Tweet", which the compiler resolves
    // in any namespace below Linnet. After a dot or a letter the word is a member's name, not an area's.
    [GeneratedRegex(
        @"\bLinnet\.(?<area>[A-Z]\w+)|(^|[^\w.])(?<area>Common|Http|Storage|Events|Jobs|Media|Users|Relations|Accounts|Messages|Tweets|Timelines|Notifications|Realtime|Hosting|Commands)\.[A-Z]",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex UseOfArea();
}
