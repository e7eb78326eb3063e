using Linnet.Accounts;
using Linnet.Common;
using Linnet.Common.Settings;
using Linnet.Events;
using Linnet.Hosting.Edge;
using Linnet.Hosting.Telemetry;
using Linnet.Http;
using Linnet.Http.Input;
using Linnet.Http.RateLimits;
using Linnet.Jobs;
using Linnet.Media;
using Linnet.Messages;
using Linnet.Notifications;
using Linnet.Realtime;
using Linnet.Relations;
using Linnet.Storage;
using Linnet.Timelines;
using Linnet.Tweets;
using Linnet.Users;

namespace Linnet.Hosting;

/// <summary>The composition root: registers the areas in the order of their dependencies.</summary>
internal static partial class LinnetHost
{
    // Requests fail soon when the database is locked, but a command may wait for a busy server.
    private const int ToolWaitSeconds = 30;

    /// <summary>Builds the server, ready to start.</summary>
    /// <param name="settings">Settings from the command line, as <c>--name value</c> or <c>--name=value</c>.</param>
    /// <exception cref="OperatorException">A setting is invalid; the message lists every error.</exception>
    public static WebApplication BuildServer(string[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.AddCore(settings);
        builder.AddWeb();
        var warnings = builder.EnsureSettings();
        builder.Logging.AddLinnetConsole(builder.Configuration);
        var app = builder.Build();
        app.Services.Warn(warnings);
        app.MapLinnet();
        return app;
    }

    /// <summary>Builds everything but the web server, for a command that works on the database.</summary>
    /// <inheritdoc cref="BuildServer"/>
    public static IHost BuildTool(string[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.AddCore(settings);
        var warnings = builder.EnsureSettings();
        // Standard output is reserved for the command's output.
        builder.Logging.AddLinnetConsole(builder.Configuration, LogLevel.Trace);
        builder.Services.PostConfigure<StorageOptions>(storage =>
        {
            storage.LockWaitSeconds = Math.Max(storage.LockWaitSeconds, ToolWaitSeconds);
            storage.PostgresWaitSeconds = Math.Max(storage.PostgresWaitSeconds, ToolWaitSeconds);
            storage.ReadSeconds = Math.Max(storage.ReadSeconds, ToolWaitSeconds);
        });
        var host = builder.Build();
        host.Services.Warn(warnings);
        return host;
    }

    private static void Warn(this IServiceProvider services, List<string> warnings)
    {
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(LinnetHost).FullName!);
        foreach (var warning in warnings)
            Log.Warned(logger, warning);
    }

    private static void AddCore(this IHostApplicationBuilder builder, string[] settings)
    {
        builder.Configuration.AddLinnetSources(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSettings<ServerOptions>("");
        builder.Services.AddSettings<EdgeOptions>("Server");
        builder.Services.AddSettings<OriginOptions>("Server");
        builder.Services.AddSettings<RateLimitOptions>("RateLimits");
        builder.Services.AddSettings<ListOptions>("Lists");
        builder.Services.AddLog();
        builder.Services.AddStorage();
        builder.Services.AddEvents();
        builder.Services.AddJobs();
        builder.Services.AddMedia();
        builder.Services.AddUsers();
        builder.Services.AddRelations();
        builder.Services.AddAccounts();
        builder.Services.AddMessages();
        builder.Services.AddTweets();
        builder.Services.AddTimelineSettings();
        builder.Services.AddInbox();
        builder.Services.AddRealtimeSettings();
    }

    private static partial class Log
    {
        [LoggerMessage(8002, LogLevel.Warning, "{Doubt}")]
        public static partial void Warned(ILogger logger, string doubt);
    }
}
