using System.Diagnostics;
using Linnet.Hosting.WebClient;
using Xunit;

namespace Linnet.Tests.Web;

/// <summary>What tests of the web client need besides .NET. At a desk its absence skips them; in CI it fails them.</summary>
internal static class Requirement
{
    public const string ChromiumPath = "/usr/bin/chromium";

    public static void Node() => Need(NodeRuns(), "Node.js 20.19 or later is not installed");

    public static void Chromium() => Need(File.Exists(ChromiumPath), $"{ChromiumPath} is not installed");

    public static void WebClient() => Need(WebFiles.Embedded.Page is not null, "Linnet was built without its web client, for want of Node.js");

    private static void Need(bool isThere, string reason)
    {
        if (isThere)
            return;
        if (Environment.GetEnvironmentVariable("CI") is "true")
            Assert.Fail(reason);
        Assert.Skip(reason);
    }

    private static bool NodeRuns()
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", ["--version"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
            return Version.TryParse(node.StandardOutput.ReadToEnd().Trim().TrimStart('v'), out var version) && version >= new Version(20, 19);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
