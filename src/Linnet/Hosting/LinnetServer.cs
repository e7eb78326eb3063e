using System.Net.Sockets;
using System.Runtime.InteropServices;
using Linnet.Accounts.Tokens;
using Linnet.Common;
using Linnet.Hosting.Telemetry;
using Linnet.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Linnet.Hosting;

/// <summary>Starts the server step by step, so that each failure gets a clear message, and prints where it listens.</summary>
internal static partial class LinnetServer
{
    /// <summary>Serves until the process is asked to stop.</summary>
    /// <exception cref="OperatorException">The database or the address is unavailable.</exception>
    public static async Task ServeAsync(string[] settings, TextWriter output, CancellationToken cancellation)
    {
        await using var app = LinnetHost.BuildServer(settings);
        // SIGHUP is ignored: the server outlives its terminal, and it reads settings only at start.
        using var ignored = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGHUP, hangup => hangup.Cancel = true);
        await StartAsync(app, cancellation);
        // In JSON format every line must be an event, and the start has already been logged.
        if (app.Services.GetRequiredService<IOptions<LogOptions>>().Value.Format is LineFormat.Text)
            await PrintBannerAsync(app, output);
        await app.WaitForShutdownAsync(cancellation);
    }

    /// <summary>Upgrades the schema, loads the signing key, then listens.</summary>
    /// <inheritdoc cref="ServeAsync"/>
    public static async Task StartAsync(WebApplication app, CancellationToken cancellation)
    {
        await app.Services.GetRequiredService<Database>().MigrateAsync(cancellation);
        await app.Services.GetRequiredService<SigningKeySource>().LoadAsync(cancellation);
        try
        {
            await app.StartAsync(cancellation);
            Log.Started(app.Logger, LinnetVersion.Text, string.Join(", ", app.Urls), app.Services.GetRequiredService<Database>().Location);
        }
        catch (Exception error)
        {
            // Stops what has already started: background work that is only disposed would count as crashed.
            await app.StopAsync(CancellationToken.None);
            if (DescribeAddressError(app, error) is { } message)
                throw new OperatorException(ExitCode.Address, message, error);
            throw;
        }
    }

    private static string? DescribeAddressError(WebApplication app, Exception error) => error switch
    {
        IOException { InnerException: AddressInUseException } =>
            $"{error.Message.TrimEnd('.')}. Stop the program that listens there, or choose another address with --urls http://localhost:8001",
        SocketException or UnauthorizedAccessException =>
            $"Cannot listen on {app.Configuration[nameof(ServerOptions.Urls)]}: {error.Message}. Choose another address with --urls http://localhost:8001",
        _ => null,
    };

    private static async Task PrintBannerAsync(WebApplication app, TextWriter output)
    {
        var database = app.Services.GetRequiredService<Database>();
        await output.WriteLineAsync($"""
            Linnet {LinnetVersion.Text}
              listening  {string.Join(", ", app.Urls)}
              API docs   {app.Urls.First()}/docs
              database   {database.Location}
              stop with  Ctrl+C
            """);
    }

    private static partial class Log
    {
        [LoggerMessage(8003, LogLevel.Information, "Linnet {Version} listening on {Addresses}, database {Database}")]
        public static partial void Started(ILogger logger, string version, string addresses, string database);
    }
}
