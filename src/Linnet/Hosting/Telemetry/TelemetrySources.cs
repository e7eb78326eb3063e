using Linnet.Common;
using Linnet.Common.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Linnet.Hosting.Telemetry;

/// <summary>The resource and the meters that every export shares.</summary>
internal static class TelemetrySources
{
    private static readonly string[] FrameworkMeters =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    /// <summary>The environment is added last, so it takes precedence.</summary>
    public static ResourceBuilder Resource() =>
        ResourceBuilder.CreateEmpty().AddService("linnet", serviceVersion: LinnetVersion.Text).AddTelemetrySdk().AddEnvironmentVariableDetector();

    public static MeterProviderBuilder Metrics() =>
        Sdk.CreateMeterProviderBuilder().SetResourceBuilder(Resource()).AddMeter(LinnetMeter.Name).AddMeter(FrameworkMeters);
}
