using Linnet.Hosting.Probes;
using Microsoft.AspNetCore.HostFiltering;

namespace Linnet.Hosting.Edge;

/// <summary>The names under which the server may be asked; a request for another is 400.</summary>
internal static class HostNames
{
    public const string Any = "*";

    public static IEnumerable<string> ErrorsIn(string setting) =>
        from name in Parse(setting)
        where name is not Any && Uri.CheckHostName(name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name) is UriHostNameType.Unknown
        select $"'{name}' is not a valid host name; write example.org, *.example.org or *, without a port.";

    public static void Configure(HostFilteringOptions filter, string setting)
    {
        filter.AllowedHosts = Parse(setting);
        // The framework's page would not be in the shape of an error of ours.
        filter.IncludeFailureMessage = false;
    }

    /// <summary>Does nothing when any name will do. Probes ask by address, and their answers hold nothing that a name could lead astray.</summary>
    public static void Use(IApplicationBuilder app, string setting)
    {
        if (!Parse(setting).Contains(Any))
            app.UseWhen(context => !HealthEndpoints.IsProbe(context.Request), named => named.UseHostFiltering());
    }

    private static string[] Parse(string setting) => setting.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
