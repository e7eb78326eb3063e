using System.Diagnostics;
using Linnet.Hosting.WebClient;
using Linnet.Tests.Fixtures;

namespace Linnet.Tests.Web;

/// <summary>Builds without Node.js do not contain the web client.</summary>
internal static class BuiltWebClient
{
    private static readonly Version OldestNode = new(20, 19);

    /// <summary>Skips the test if Linnet was built without the client; fails it in CI.</summary>
    public static void Require()
    {
        if (WebFiles.Embedded.Page is null)
            Requirement.Missing("Linnet was built without its web client, because Node.js was missing");
    }

    /// <summary>Skips the test if Node.js is missing or too old; fails it in CI.</summary>
    public static void RequireNode()
    {
        var start = new ProcessStartInfo(Requirement.Program("node"), ["--version"]) { UseShellExecute = false, RedirectStandardOutput = true };
        using var node = Process.Start(start)!;
        if (!Version.TryParse(node.StandardOutput.ReadToEnd().Trim().TrimStart('v'), out var version) || version < OldestNode)
            Requirement.Missing($"Node.js {OldestNode} or later is not installed");
    }
}
