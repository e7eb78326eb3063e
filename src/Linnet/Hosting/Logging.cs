using Microsoft.Extensions.Logging.Console;

namespace Linnet.Hosting;

internal static class Logging
{
    /// <summary>One line an event, levels from the section <c>Logging</c>.</summary>
    /// <param name="standardErrorFrom">The level from which events go to standard error instead of standard output.</param>
    public static void AddLinnetConsole(this ILoggingBuilder logging, IConfiguration configuration, LogLevel standardErrorFrom = LogLevel.None)
    {
        logging.ClearProviders();
        logging.AddConfiguration(configuration.GetSection("Logging"));
        // It logs whole URLs before anything of ours runs, and a socket's URL may carry its token.
        logging.Silence("Microsoft.AspNetCore.Hosting.Diagnostics");
        // So does this one of a request that breaks HTTP.
        logging.Silence("Microsoft.AspNetCore.Server.Kestrel.BadRequests");
        // A start that fails is told in one line by whoever started it; the host would print its stack trace as well.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        });
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = standardErrorFrom);
    }

    // For the console by name: a level that somebody sets for the console alone outdoes whatever is said for all providers.
    private static void Silence(this ILoggingBuilder logging, string category) =>
        logging.AddFilter<ConsoleLoggerProvider>(category, LogLevel.None);
}
