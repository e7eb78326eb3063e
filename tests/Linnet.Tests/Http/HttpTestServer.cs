using System.Net;
using Linnet.Common;
using Linnet.Http;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.Rendering;
using Linnet.Timelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Linnet.Tests.Http;

/// <summary>A server with an endpoint for each way of binding, on a free port.</summary>
public sealed class HttpTestServer : IAsyncLifetime
{
    private WebApplication? _app;

    internal static readonly Error TweetNotFound = new(ErrorKind.NotFound, "tweet_not_found", "Tweet not found");

    internal RecordedLog Log { get; } = new();

    internal HttpClient Client { get; } = new();

    public EndpointDataSource Endpoints => _app!.Services.GetRequiredService<EndpointDataSource>();

    public async ValueTask InitializeAsync()
    {
        // Empty: the product's settings, which lie beside the tests, must not choose its port or silence its log.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddRouting();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = 64 * 1024;
        });
        builder.Logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Debug);
        _app = builder.Build();
        _app.UseErrorResponses();
        _app.Use((context, next) =>
        {
            if (context.Request.Headers.Authorization.Count > 0)
                context.Features.Set(new CallerFeature(new Caller(7, 9)));
            return next(context);
        });
        Map(_app.MapGroup("").AddValidation());
        await _app.StartAsync();
        Client.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app!.DisposeAsync();
    }

    private static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/tweets/", (Body<NewTweet> body) => Describe(body.Value)).ProducesErrors(TweetNotFound);
        group.MapPut("/tweets/{tweet_id}", (Body<NewTweet> body, Query<ListQuery> query, PathId tweetId) => Describe(body.Value));
        group.MapGet("/tweets/{tweet_id}", Results<Ok<long>, ErrorResult> (PathId tweetId) =>
            tweetId.Value > 0 ? TypedResults.Ok(tweetId.Value) : TweetNotFound.ToResult());
        group.MapGet("/lists", (Query<ListQuery> query) => query.Value.ToSlice().ToString());
        group.MapGet("/timeline", (Query<TimelineQuery> query) => query.Value.ToSlice().ToString());
        group.MapPost("/register", (Body<NewAccount> body) => body.Value.Email);
        group.MapPost("/login", (Form<Login> form) => $"{form.Value.Username} {form.Value.Password} {form.Value.Scope}");
        group.MapPut("/profile", (Body<ProfileChange> body) => $"{body.Value.Bio.IsSet} {body.Value.Bio.Value ?? "null"}");
        group.MapPost("/list", (Body<Many> body) => $"{string.Join(',', body.Value.Words)} {string.Join(',', body.Value.Colours ?? ["null"])}");
        group.MapPost("/word", (Body<Word> body) => body.Value.ToString());
        group.MapGet("/links/{order}", WriteLinks);
        group.MapGet("/errors/{kind}", (string kind) => new Error(Enum.Parse<ErrorKind>(kind), "a_code", "Haven't a detail").ToResult());
        group.MapGet("/throws", string () => throw new InvalidOperationException("select password from users"));
        group.MapGet("/cancels", Cancel);
        group.MapGet("/late", FailLate);
        group.MapGet("/caller", (Caller caller) => caller.ToString());
    }

    private static string Describe(NewTweet tweet) => $"{tweet.Content} {tweet.ReplyToId?.ToString() ?? "null"}";

    private static Ok WriteLinks(HttpContext context, string order, string? ids)
    {
        var page = (ids ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(long.Parse).ToList();
        if (order is "newest-first")
            LinkHeader.WriteNewestFirst(context, page);
        else
            LinkHeader.WriteOldestFirst(context, page);
        return TypedResults.Ok();
    }

    private static Task Cancel(HttpContext context)
    {
        context.Abort();
        return Task.Delay(Timeout.Infinite, context.RequestAborted);
    }

    private static async Task FailLate(HttpContext context)
    {
        await context.Response.WriteAsync("half an ans");
        await context.Response.Body.FlushAsync();
        throw new InvalidOperationException("too late for a 500");
    }
}
