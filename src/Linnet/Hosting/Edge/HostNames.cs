using Linnet.Hosting.Probes;
using Microsoft.AspNetCore.HostFiltering;

namespace Linnet.Hosting.Edge;

/// <summary>The host names of the server. A request with another name gets 400.</summary>
internal static class HostNames
{
    public const string Any = "*";

    public static IEnumerable<string> ErrorsIn(string setting) =>
        from name in Parse(setting)
        where name is not Any && Uri.CheckHostName(name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name) is UriHostNameType.Unknown
        select $"'{name}' is not a valid host name; use example.org, *.example.org or *, without a port.";

    public static void Configure(HostFilteringOptions filter, string setting)
    {
        filter.AllowedHosts = Parse(setting);
        // The framework's page would not have the shape of our errors.
        filter.IncludeFailureMessage = false;
    }

    /// <summary>Does nothing when any name is allowed. Probes are exempt: they use an address, and their responses contain no host name.</summary>
    public static void Use(IApplicationBuilder app, string setting)
    {
        if (!Parse(setting).Contains(Any))
            app.UseWhen(context => !HealthEndpoints.IsProbe(context.Request), named => named.UseHostFiltering());
    }

    private static string[] Parse(string setting) => setting.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
