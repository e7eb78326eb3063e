using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Linnet.Common.Metrics;

/// <summary>The one name under which Linnet's own instruments and spans are found.</summary>
internal static class LinnetMeter
{
    public const string Name = "Linnet";

    /// <summary>Costs a null check while nothing listens.</summary>
    public static readonly ActivitySource Spans = new(Name, LinnetVersion.Text);

    /// <summary>The meter of this host: the factory gives every asker the same one.</summary>
    public static Meter CreateLinnet(this IMeterFactory meters) => meters.Create(Name, LinnetVersion.Text);
}
