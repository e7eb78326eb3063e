using System.Text.RegularExpressions;

namespace Linnet.Tests.Contract;

/// <summary>
/// One exchange of a row: <c>who METHOD path body =&gt; status what -&gt; $name</c>. The body, what the answer holds and the
/// name under which its id is kept may be left out.
/// </summary>
/// <param name="Who">Whose request it is; see <see cref="ScriptRunner"/>.</param>
/// <param name="Status">0 where nothing is answered: the operator's acts.</param>
/// <param name="Body">JSON, right or wrong, or <c>form a=b&amp;c=d</c>, or <c>as media/type text</c>; empty for none.</param>
/// <param name="What">What the answer must hold; see <see cref="Expectation"/>.</param>
/// <param name="Keep">The variable that takes the answer's <c>id</c>; empty for none.</param>
internal sealed partial record ScriptLine(string Who, string Method, string Path, string Body, int Status, string What, string Keep)
{
    /// <summary>A line that is indented carries on the one before it.</summary>
    public static IEnumerable<ScriptLine> ReadAll(string script) =>
        Continuation().Replace(script.Trim(), " ").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read);

    public static ScriptLine Read(string line)
    {
        var match = Line().Match(line.Trim());
        if (!match.Success)
            throw new FormatException($"This is no line of a script: {line}");
        string Part(string name) => match.Groups[name].Value.Trim();
        return new(Part("who"), Part("method"), Part("path"), Part("body"), Part("status") is { Length: > 0 } status ? int.Parse(status) : 0, Part("what"), Part("keep"));
    }

    public override string ToString() => $"{Who} {Method} {Path} {Body} => {Status} {What}";

    [GeneratedRegex(@"\s*\n +", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Continuation();

    [GeneratedRegex(
        @"^(?<who>[\w@]+)\s+(?<method>[A-Z]+)\s+(?<path>\S+)(?<body>\s.*?)??(\s=>\s+(?<status>\d{3})(?<what>.*?)(->\s*\$(?<keep>\w+))?)?$",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Line();
}
