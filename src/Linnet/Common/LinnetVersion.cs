using System.Reflection;

namespace Linnet.Common;

internal static class LinnetVersion
{
    /// <summary>The version this program was built as, such as <c>1.4.0</c>.</summary>
    public static string Text { get; } =
        typeof(LinnetVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
