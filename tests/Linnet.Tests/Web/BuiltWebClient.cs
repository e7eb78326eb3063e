using System.Diagnostics;
using Linnet.Hosting.WebClient;
using Linnet.Tests.Fixtures;

namespace Linnet.Tests.Web;

/// <summary>The web client is not in every build: it takes Node.js to make it.</summary>
internal static class BuiltWebClient
{
    private static readonly Version OldestNode = new(20, 19);

    /// <summary>Skips the test if the program under test was built without the client; fails it in CI.</summary>
    public static void Require()
    {
        if (WebFiles.Embedded.Page is null)
            Requirement.Missing("Linnet was built without its web client, for want of Node.js");
    }

    /// <summary>The same for what runs on Node.js.</summary>
    public static void RequireNode()
    {
        var start = new ProcessStartInfo(Requirement.Program("node"), ["--version"]) { UseShellExecute = false, RedirectStandardOutput = true };
        using var node = Process.Start(start)!;
        if (!Version.TryParse(node.StandardOutput.ReadToEnd().Trim().TrimStart('v'), out var version) || version < OldestNode)
            Requirement.Missing($"Node.js {OldestNode} or later is not installed");
    }
}
