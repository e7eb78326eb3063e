using System.Net.Sockets;
using Linnet.Accounts.Tokens;
using Linnet.Common;
using Linnet.Storage;
using Microsoft.AspNetCore.Connections;

namespace Linnet.Hosting;

/// <summary>Starts the server in the order in which things can go wrong, and says where it is.</summary>
internal static class LinnetServer
{
    /// <summary>Serves until the process is told to stop.</summary>
    /// <exception cref="StartException">The database or the address cannot be had.</exception>
    public static async Task ServeAsync(string[] settings, TextWriter output, CancellationToken cancellation)
    {
        await using var app = LinnetHost.BuildServer(settings);
        await StartAsync(app, cancellation);
        await PrintWhereaboutsAsync(app, output);
        await app.WaitForShutdownAsync(cancellation);
    }

    /// <summary>Brings the schema up to date, fetches the signing key, then listens.</summary>
    /// <inheritdoc cref="ServeAsync"/>
    public static async Task StartAsync(WebApplication app, CancellationToken cancellation)
    {
        await app.Services.GetRequiredService<Database>().MigrateAsync(cancellation);
        await app.Services.GetRequiredService<SigningKeySource>().LoadAsync(cancellation);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception error)
        {
            // What had started already is told to stop: background work that is only disposed counts as crashed.
            await app.StopAsync(CancellationToken.None);
            if (DescribeAddressFault(app, error) is { } fault)
                throw new StartException(ExitCode.Address, fault, error);
            throw;
        }
    }

    private static string? DescribeAddressFault(WebApplication app, Exception error) => error switch
    {
        IOException { InnerException: AddressInUseException } =>
            $"{error.Message.TrimEnd('.')}. Stop the program that listens there, or choose another with --urls http://localhost:8001",
        SocketException =>
            $"Cannot listen on {app.Configuration[nameof(ServerOptions.Urls)]}: {error.Message}. Choose another address with --urls http://localhost:8001",
        _ => null,
    };

    private static async Task PrintWhereaboutsAsync(WebApplication app, TextWriter output)
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
}
