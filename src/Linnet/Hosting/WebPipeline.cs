using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Linnet.Accounts;
using Linnet.Hosting.AsyncApi;
using Linnet.Hosting.Edge;
using Linnet.Hosting.Edge.Connections;
using Linnet.Hosting.OpenApi;
using Linnet.Hosting.Probes;
using Linnet.Hosting.Telemetry;
using Linnet.Hosting.WebClient;
using Linnet.Http;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.RateLimits;
using Linnet.Http.Rendering;
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
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Linnet.Hosting;

/// <summary>The web part of the composition: JSON, and the middleware in front of the endpoints.</summary>
internal static class WebPipeline
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(8);

    public static void AddWeb(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseKestrelCore();
        builder.Services.AddOptions<SocketTransportOptions>().Configure<IOptions<ServerOptions>, IOptions<EdgeOptions>>((sockets, server, edge) =>
            sockets.CreateBoundListenSocket = new ListenSockets(server.Value, edge.Value).Open);
        builder.Services.AddRoutingCore();
        builder.Services.AddEdge();
        builder.Services.AddSingleton<RateLimiter>();
        builder.Services.AddSingleton<OriginPolicy>();
        builder.Services.AddSingleton<LoginGuard>();
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<ServerOptions>>((host, server) =>
            host.ShutdownTimeout = TimeSpan.FromSeconds(server.Value.DrainSeconds) + ShutdownTimeout);
        builder.Services.AddHostedService<Drain>();
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddTelemetryExport(builder.Configuration);
        builder.Services.AddTokenAuthentication();
        builder.Services.AddJobWorker();
        builder.Services.AddMediaCleaner();
        builder.Services.AddTimelines();
        builder.Services.AddNotifications();
        builder.Services.AddRealtime();
        builder.Services.ConfigureHttpJsonOptions(json => Configure(json.SerializerOptions));
        builder.Services.AddLinnetOpenApi();
    }

    public static void MapLinnet(this WebApplication app)
    {
        app.UseRequestLog();
        app.UseAnswerHeaders();
        app.UseErrorResponses();
        app.UseConnectionBounds();
        app.UsePrometheus();
        app.UseEdge();
        app.UseCompression();
        // What it looks for in each request costs some 100 bytes, so only where there are sockets.
        app.UseWhen(http => http.Request.Path.StartsWithSegments(LiveEndpoints.SocketPath, StringComparison.OrdinalIgnoreCase), sockets => sockets.UseWebSockets());
        app.UseTokenAuthentication();
        app.UseMissingPage();
        app.UseRateLimits();
        app.UseTokenAuthorization();
        var root = app.MapGroup("").AddValidation().AnswerHead();
        root.MapHome();
        root.MapHealth();
        root.MapWebClient();
        root.MapOpenApiDocs();
        root.MapLiveDocument();
        // All endpoints below need the database.
        var stored = root.MapGroup("").LimitRate().ProducesErrors(StorageErrors.Busy, StorageErrors.Down, StorageErrors.Full, StorageErrors.TooLong, StorageErrors.TooManyReads);
        stored.MapMedia();
        stored.MapAccounts();
        var listed = stored.MapGroup("").Compress();
        listed.MapRelations();
        listed.MapMessages();
        listed.MapTimelines();
        listed.MapTweets();
        listed.MapNotifications();
        stored.MapRealtime();
    }

    private static void Configure(JsonSerializerOptions json)
    {
        // The serializer does not read requests, so schemas made from it must not offer "12" for 12.
        json.NumberHandling = JsonNumberHandling.Strict;
        json.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        // Responses are application/json and never part of a page, so text needs no \u escapes.
        json.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        json.TypeInfoResolverChain.Clear();
        json.TypeInfoResolverChain.Add(HostingJson.Default);
        json.TypeInfoResolverChain.Add(HttpJson.Default);
        json.TypeInfoResolverChain.Add(MediaJson.Default);
        json.TypeInfoResolverChain.Add(UsersJson.Default);
        json.TypeInfoResolverChain.Add(RelationsJson.Default);
        json.TypeInfoResolverChain.Add(AccountsJson.Default);
        json.TypeInfoResolverChain.Add(MessagesJson.Default);
        json.TypeInfoResolverChain.Add(TweetsJson.Default);
        json.TypeInfoResolverChain.Add(TimelinesJson.Default);
        json.TypeInfoResolverChain.Add(NotificationsJson.Default);
    }
}
