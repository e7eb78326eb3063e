using System.Text.RegularExpressions;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Architecture;

/// <summary>
/// The server runs wherever .NET does. The compiler refuses an unguarded call of what says where it exists (CA1416); this sees to
/// it that our own calls of the system say so.
/// </summary>
public sealed partial class PlatformCallTests
{
    [Fact]
    public void Every_call_into_a_system_library_says_where_it_exists() => Assert.Empty(FindUnmarked(ReadSources()));

    [Fact]
    public void No_file_of_one_system_is_read_without_asking_where_one_is() => Assert.Empty(FindUnasked(ReadSources()));

    [Theory]
    [InlineData("[LibraryImport(\"libc\")]\nprivate static partial int Link();", 1)]
    [InlineData("[SupportedOSPlatform(\"linux\")]\n    [LibraryImport(\"libc\")]\nprivate static partial int Link();", 0)]
    [InlineData("[UnsupportedOSPlatform(\"windows\")]\n    [DllImport(\"libc\")]\nprivate static extern int Link();", 0)]
    public void A_call_without_its_platforms_is_found(string code, int count) => Assert.Equal(count, FindUnmarked([("Some.cs", code)]).Count);

    [Theory]
    [InlineData("File.ReadAllText(\"/proc/self/maps\");", 1)]
    [InlineData("if (OperatingSystem.IsLinux()) File.ReadAllText(\"/proc/self/maps\");", 0)]
    public void A_file_of_one_system_is_found(string code, int count) => Assert.Equal(count, FindUnasked([("Some.cs", code)]).Count);

    private static List<string> FindUnmarked(IEnumerable<(string Path, string Code)> sources) =>
        [.. sources.Where(source => Import().Count(source.Code) > MarkedImport().Count(source.Code)).Select(source => source.Path)];

    private static List<string> FindUnasked(IEnumerable<(string Path, string Code)> sources) =>
        [.. sources.Where(source => SystemFile().IsMatch(source.Code) && !source.Code.Contains("OperatingSystem.Is", StringComparison.Ordinal))
            .Select(source => source.Path)];

    private static IEnumerable<(string Path, string Code)> ReadSources() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Linnet"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(path => (path, File.ReadAllText(path)));

    [GeneratedRegex(@"\[(LibraryImport|DllImport)\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Import();

    [GeneratedRegex(@"\[(Supported|Unsupported)OSPlatform\([^)]*\)\]\s*\[(LibraryImport|DllImport)\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex MarkedImport();

    [GeneratedRegex("\"/(proc|dev|sys)/", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex SystemFile();
}
