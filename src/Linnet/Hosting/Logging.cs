namespace Linnet.Hosting;

internal static class Logging
{
    /// <summary>One line an event on standard output, levels from the section <c>Logging</c>.</summary>
    public static void AddLinnetConsole(this ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.ClearProviders();
        logging.AddConfiguration(configuration.GetSection("Logging"));
        // It logs whole URLs before anything of ours runs, and a socket's URL may carry its token.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        });
    }
}
