using System.Diagnostics.CodeAnalysis;
using Xunit;

namespace Linnet.Tests.Fixtures;

/// <summary>Something that a test needs from its machine.</summary>
internal static class Requirement
{
    /// <summary>Skips the test at a desk. Where <c>CI=true</c> nothing may be missing, so there it fails.</summary>
    [DoesNotReturn]
    public static void Missing(string reason)
    {
        if (Environment.GetEnvironmentVariable("CI") is "true")
            Assert.Fail(reason);
        Assert.Skip(reason);
    }

    /// <summary>The full path of a program, which may have several names.</summary>
    public static string Program(params string[] names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var found = names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        if (found is null)
            Missing($"{string.Join(" or ", names)} is not installed");
        return found;
    }
}
