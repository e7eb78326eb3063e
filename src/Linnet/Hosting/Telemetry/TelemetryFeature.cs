using Linnet.Common.Settings;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Linnet.Hosting.Telemetry;

/// <summary>The operator's view of a running server: its log and its exports.</summary>
internal static class TelemetryFeature
{
    public static IServiceCollection AddLog(this IServiceCollection services)
    {
        services.AddSettings<LogOptions>("Log");
        services.AddSettings<MetricsOptions>("Metrics");
        return services;
    }

    /// <summary>Registers only what is configured, so that a start does not load the library needlessly.</summary>
    public static IServiceCollection AddTelemetryExport(this IServiceCollection services, IConfiguration configuration)
    {
        if (OtlpExport.IsConfigured)
            services.AddHostedService<OtlpExport>();
        var metrics = configuration.GetSection("Metrics");
        if (metrics[nameof(MetricsOptions.Url)] is { Length: > 0 } || metrics[nameof(MetricsOptions.Token)] is { Length: > 0 })
            AddPrometheus(services);
        return services;
    }

    /// <inheritdoc cref="PrometheusExport.Use"/>
    public static void UsePrometheus(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<IOptions<MetricsOptions>>().Value is { Url: "", Token: not "" })
            PrometheusExport.Use(app);
    }

    private static void AddPrometheus(IServiceCollection services)
    {
        services.AddSingleton<PrometheusExport>();
        services.AddHostedService(provider => provider.GetRequiredService<PrometheusExport>());
    }

    /// <summary>One line per event, with levels from the section <c>Logging</c>.</summary>
    /// <param name="logging">The host's logging builder.</param>
    /// <param name="configuration">The host's configuration.</param>
    /// <param name="standardErrorFrom">The level from which events go to standard error instead of standard output.</param>
    public static void AddLinnetConsole(this ILoggingBuilder logging, IConfiguration configuration, LogLevel standardErrorFrom = LogLevel.None)
    {
        logging.ClearProviders();
        logging.AddConfiguration(LogLevels.Select(configuration));
        // Logs complete URLs before any of our code runs, and a socket's URL may contain its token.
        logging.Silence("Microsoft.AspNetCore.Hosting.Diagnostics");
        // Logs the URL of requests that violate HTTP.
        logging.Silence("Microsoft.AspNetCore.Server.Kestrel.BadRequests");
        // The command line reports a failed start in one line. The host would add its stack trace.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        logging.AddJsonConsole(json =>
        {
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });
        logging.Services.AddOptions<ConsoleLoggerOptions>().Configure<IOptions<LogOptions>>((console, log) =>
        {
            console.FormatterName = log.Value.Format is LineFormat.Json ? ConsoleFormatterNames.Json : LineFormatter.FormatterName;
            console.LogToStandardErrorThreshold = standardErrorFrom;
        });
    }

    // Targets the console provider, because a level set only for the console would override one for all providers.
    private static void Silence(this ILoggingBuilder logging, string category) =>
        logging.AddFilter<ConsoleLoggerProvider>(category, LogLevel.None);
}
